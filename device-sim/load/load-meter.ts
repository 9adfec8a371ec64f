import { cpuUsage } from 'node:process';
import { build, type Histogram } from 'hdr-histogram-js';
import { generatorVerdict } from './generator-verdict.ts';
import type { LoadClass } from './load-class.ts';
import type { ConnectionEvents, SentMessage } from './load-connection.ts';
import type { LoadPhase, LoadResult, LoadSecond } from './load-result.ts';

export interface LoadMeter {
  /** what the connections tell it; `acknowledged` is only counted here */
  events: Omit<ConnectionEvents, 'refused'> & { refused: () => void };
  intended: () => void;
  /** how late the generator turned to a message, ms */
  lag: (ms: number) => void;
  /** `connecting` is where time begins */
  enter: (phase: LoadPhase, now: number) => void;
  allConnected: (now: number) => void;
  /** what was said and never acknowledged, at the very end */
  neverAcknowledged: (name: LoadClass, message: SentMessage, now: number) => void;
  connections: () => number;
  connects: { failed: Readonly<Record<string, number>>; lost: Readonly<Record<string, number>> };
  unacknowledged: () => number;
  /** ends a second; `tell` hears of it and of its latencies (µs), which are emptied afterwards */
  second: (now: number, tell?: (second: LoadSecond, latency: Histogram) => void) => void;
  result: (openLoop: boolean) => LoadResult;
}

/** Counts and times one run. */
export function loadMeter(): LoadMeter {
  let started = performance.now();
  const total = { intended: 0, sent: 0, acknowledged: 0, resent: 0 };
  const measured = { from: Infinity, to: Infinity, sent: 0, acknowledged: 0, cpuMicros: 0 };
  const service = build();
  const classes = {
    readings: { acknowledged: 0, latency: build() },
    presses: { acknowledged: 0, latency: build() },
  };
  const connects = { attempted: 0, connected: 0, refused: 0, latency: build() };
  const failed: Record<string, number> = {};
  const lost: Record<string, number> = {};
  let everybodyAfter: number | undefined;
  const lag = build();
  const series: LoadSecond[] = [];
  const inSecond = { ...total, lost: 0, lag: 0, latency: build(), from: started, cpu: cpuMicros() };
  let phase: LoadPhase = 'connecting';
  let up = 0;

  const counts = (message: SentMessage): boolean =>
    message.intended >= measured.from && message.intended < measured.to;

  return {
    events: {
      attempted: () => void (connects.attempted += 1),
      connected: (tookMs) => {
        connects.connected += 1;
        up += 1;
        record(connects.latency, tookMs);
      },
      refused: () => void (connects.refused += 1),
      failed: (reason) => void (failed[reason] = (failed[reason] ?? 0) + 1),
      lost: (reason) => {
        up -= 1;
        inSecond.lost += 1;
        lost[reason] = (lost[reason] ?? 0) + 1;
      },
      sent: () => {
        total.sent += 1;
        inSecond.sent += 1;
      },
      resent: () => {
        total.resent += 1;
        inSecond.resent += 1;
      },
      acknowledged: (connection, message, now) => {
        total.acknowledged += 1;
        inSecond.acknowledged += 1;
        record(inSecond.latency, now - message.intended);
        if (phase === 'measured') classes[connection.class].acknowledged += 1;
        if (!counts(message)) return;
        record(classes[connection.class].latency, now - message.intended);
        record(service, now - message.sent);
      },
    },
    intended: () => void (total.intended += 1),
    lag: (ms) => {
      if (ms > inSecond.lag) inSecond.lag = ms;
      if (phase === 'measured') record(lag, ms);
    },
    enter: (next, now) => {
      if (next === 'connecting') {
        started = inSecond.from = now;
        inSecond.cpu = cpuMicros();
      } else if (next === 'measured') {
        measured.from = now;
        measured.cpuMicros = cpuMicros();
        measured.sent = total.sent;
        measured.acknowledged = total.acknowledged;
      } else if (phase === 'measured') {
        measured.to = now;
        measured.cpuMicros = cpuMicros() - measured.cpuMicros;
        measured.sent = total.sent - measured.sent;
        measured.acknowledged = total.acknowledged - measured.acknowledged;
      }
      phase = next;
    },
    allConnected: (now) => (everybodyAfter ??= (now - started) / 1000),
    neverAcknowledged: (name, message, now) => {
      if (counts(message)) record(classes[name].latency, now - message.intended);
    },
    connections: () => up,
    connects: { failed, lost },
    unacknowledged: () => total.intended - total.acknowledged,
    second: (now, tell) => {
      const cpu = cpuMicros();
      const { sent, acknowledged, resent, latency } = inSecond;
      const second: LoadSecond = {
        at: (now - started) / 1000,
        forSeconds: Math.max(1, now - inSecond.from) / 1000,
        phase,
        sent,
        acknowledged,
        resent,
        ...(acknowledged > 0 && {
          p50Ms: latency.getValueAtPercentile(50) / 1000,
          p99Ms: latency.getValueAtPercentile(99) / 1000,
        }),
        inFlight: total.sent - total.acknowledged,
        waiting: total.intended - total.sent,
        connections: up,
        lost: inSecond.lost,
        lagMs: inSecond.lag,
        cpuShare: (cpu - inSecond.cpu) / 1000 / Math.max(1, now - inSecond.from),
      };
      series.push(second);
      tell?.(second, latency);
      latency.reset();
      Object.assign(inSecond, { sent: 0, acknowledged: 0, resent: 0, lost: 0, lag: 0, from: now, cpu });
    },
    result: (openLoop) => {
      const seconds = (measured.to - measured.from) / 1000;
      const latency = build();
      for (const each of Object.values(classes)) latency.add(each.latency);
      const cpuShare = measured.cpuMicros / 1e6 / seconds;
      const lagMs = lag.getValueAtPercentile(99) / 1000;
      const invalidBecause = generatorVerdict({
        seconds,
        cpuShare,
        lagP99Ms: openLoop ? lagMs : undefined,
        latencyP99Ms: latency.getValueAtPercentile(99) / 1000,
      });
      return {
        seconds,
        sent: measured.sent,
        acknowledged: measured.acknowledged,
        unacknowledged: total.intended - total.acknowledged,
        resent: total.resent,
        total: { intended: total.intended, sent: total.sent, acknowledged: total.acknowledged },
        latency,
        service,
        classes,
        connects: { ...connects, failed, lost, seconds: everybodyAfter },
        cpuShare,
        cpuMicrosPerMessage: measured.acknowledged === 0 ? 0 : measured.cpuMicros / measured.acknowledged,
        lagMs,
        lagMaxMs: lag.maxValue / 1000,
        valid: invalidBecause === undefined,
        ...(invalidBecause !== undefined && { invalidBecause }),
        series,
      };
    },
  };
}

function record(histogram: Histogram, ms: number): void {
  histogram.recordValue(Math.max(1, Math.round(ms * 1000)));
}

function cpuMicros(): number {
  const { user, system } = cpuUsage();
  return user + system;
}
