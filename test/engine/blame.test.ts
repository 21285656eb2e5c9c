import { describe, expect, it } from 'vitest';
import { Blame } from '../../src/engine/swarm/blame.ts';

/** A connection to a peer, by which pieces come. */
class Peer {
  readonly peerId: string;
  gone = false;
  #heard: (index: number) => void = () => undefined;

  constructor(peerId: string) {
    this.peerId = peerId;
  }

  on(_event: 'piece', heard: (index: number) => void): void {
    this.#heard = heard;
  }

  brings(index: number): void {
    this.#heard(index);
  }

  destroy(): void {
    this.gone = true;
  }
}

function meeting(...names: string[]) {
  const blame = new Blame();
  const peers = names.map((name) => new Peer(name));
  for (const peer of peers) blame.follow(peer);
  return { blame, peers };
}

describe('a wrong piece', () => {
  it('that one peer brought alone: that peer is dropped, and stays so', () => {
    const { blame, peers } = meeting('liar', 'other');
    const [liar, other] = peers;
    liar!.brings(1);
    other!.brings(2);
    blame.bad(1);
    blame.good(2);
    expect(peers.map(({ gone }) => gone)).toEqual([true, false]);
    const again = new Peer('liar');
    blame.follow(again);
    expect(again.gone).toBe(true);
  });

  it('that several brought: who spoils what he has a part in is dropped, the honest ones are not', () => {
    const { blame, peers } = meeting('liar', 'honest', 'as honest');
    const [liar, ...honest] = peers;
    for (let index = 0; index < 12; index++) {
      const isShared = index % 2 === 0;
      if (isShared) liar!.brings(index);
      for (const peer of honest) peer.brings(index);
      if (isShared) blame.bad(index);
      else blame.good(index);
    }
    expect(peers.map(({ gone }) => gone)).toEqual([true, false, false]);
  });
});
