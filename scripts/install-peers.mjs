// node scripts/install-peers.mjs [mosquitto] [packages]: what the benchmarks measure Anju against, when it is missing.
import { installMosquitto, installPeers } from './install-missing.mjs';

const wanted = process.argv.slice(2);
if (wanted.includes('mosquitto')) await installMosquitto();
if (wanted.includes('packages')) await installPeers();
