import type { Socket } from 'node:net';
import type { AedesClient } from './aedes-clients.ts';
import type { Connection } from './connection.ts';
import type { PlainClient } from './plain-clients.ts';
import {
  createStrictPackets,
  type PublishView,
  type StrictPackets,
  type StrictPacketsOptions,
} from './strict-packets.ts';

/** What the front does for its connections. */
export interface ConnectionKeeper<Known> {
  maxPayload: number;
  take: (connection: OpenConnection<Known>, publish: PublishView) => boolean;
  mayDrop: (connection: OpenConnection<Known>, topic: string) => boolean;
  acknowledged: (connection: OpenConnection<Known>, packetId: number) => boolean;
  answer: (connection: OpenConnection<Known>, type: number, packet: Buffer) => boolean;
  wake: (connection: OpenConnection<Known>) => void;
  fail: (connection: OpenConnection<Known>, error: Error) => void;
}

/**
 * A connection as the front keeps it, and what strict-packets.ts asks of it. A class, because its methods are there
 * once: as closures of each connection they cost more memory than everything else in it (docs/decisions/0015).
 */
export class OpenConnection<Known> implements Connection<Known>, StrictPacketsOptions {
  readonly socket: Socket;
  private readonly keeper: ConnectionKeeper<Known>;
  readonly packets: StrictPackets;
  id = '';
  known: Known | undefined = undefined;
  connectedAt: number;
  heardAt: number;
  keepAliveMs = 0;
  willTopic: string | undefined = undefined;
  outstanding = 0;
  paused = false;
  held: Buffer | undefined = undefined;
  acks: number[] = [];
  ready = false;
  closed = false;
  /** Something in it is against the standard: nothing more is read. */
  violated = false;
  /** who speaks with it, from the moment it has authenticated: one of the two */
  aedes: AedesClient | undefined = undefined;
  plain: PlainClient | undefined = undefined;
  /** what the memory gate has of it while it is paused */
  waker: (() => void) | undefined = undefined;

  constructor(socket: Socket, keeper: ConnectionKeeper<Known>, now: number) {
    this.socket = socket;
    this.keeper = keeper;
    this.connectedAt = now;
    this.heardAt = now;
    this.packets = createStrictPackets(this);
  }

  get maxPayload(): number {
    return this.keeper.maxPayload;
  }

  take(publish: PublishView): boolean {
    return this.keeper.take(this, publish);
  }

  mayDrop(topic: string): boolean {
    return this.keeper.mayDrop(this, topic);
  }

  acknowledged(packetId: number): boolean {
    return this.keeper.acknowledged(this, packetId);
  }

  answer(type: number, packet: Buffer): boolean {
    return this.keeper.answer(this, type, packet);
  }

  grantedQos(filter: string): number | undefined {
    if (this.plain === undefined) return this.aedes?.grantedQos(filter);
    return this.plain.session.subscriptions.find((subscription) => subscription.filter === filter)?.qos;
  }

  wake(): void {
    this.keeper.wake(this);
  }

  fail(error: Error): void {
    this.keeper.fail(this, error);
  }
}
