// node bare-aedes.mjs PORT: Aedes as it comes, everything in memory, and the cheapest answer to who may come in.
import { Aedes } from 'aedes';
import { listen } from './listen.mjs';

const [port] = process.argv.slice(2);
const aedes = await Aedes.createBroker({
  authenticate: (_client, _username, _password, done) => done(null, true),
});
listen(aedes, Number(port));
