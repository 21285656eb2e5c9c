import { describe, expect, it } from 'vitest';
import { PerseidError, type ErrorCode } from '#domain/error';
import type { TransferPorts } from '../../src/engine/http/ports.ts';
import { Troubles } from '../../src/engine/http/troubles.ts';

const url = 'https://host.test/file.bin';
const alone = { brought: 0, others: 0, working: false, elsewhere: false, begun: false } as const;

class Setting {
  #time = 0;
  readonly troubles: Troubles;

  constructor() {
    const ports = { now: this.now, date: this.now } as Partial<TransferPorts> as TransferPorts;
    this.troubles = new Troubles({ url, finalUrl: null }, ports, { once: false, bare: false, stranger: true });
  }

  now = (): number => this.#time;

  pass(ms: number): void {
    this.#time += ms;
  }

  meets(code: ErrorCode): Promise<void> {
    return this.troubles.met(new PerseidError(code), { ...alone, expected: 1000, bytes: 0 });
  }
}

describe('what follows from failures', () => {
  it('a network that comes back ends a wait for the network, and no penalty for what was brought', async () => {
    const setting = new Setting();
    const { troubles } = setting;
    for (let times = 0; times < 2; times++) {
      await setting.meets('stalled');
      setting.pass(5000);
    }
    await setting.meets('stalled');
    expect(troubles.waiting(setting.now())).toMatchObject({ code: 'stalled' });
    troubles.online();
    expect(troubles.ready(setting.now())).toBe(true);
    troubles.box('stalled', 60_000);
    troubles.online();
    expect(troubles.waiting(setting.now())).toEqual({ code: 'stalled', until: setting.now() + 60_000 });
    setting.pass(60_000);
    expect(troubles.ready(setting.now())).toBe(true);
  });

  it('each error has a patience of its own', async () => {
    const setting = new Setting();
    const { troubles } = setting;
    for (let times = 0; times < 5; times++) {
      await setting.meets('http-busy');
      setting.pass(60_000);
    }
    // The table has three waits for this one.
    await setting.meets('stalled');
    expect(troubles.fatal).toBeNull();
    expect(troubles.ready(setting.now())).toBe(true);
  });
});
