import { Limiter, type Payer, type Payment } from '#domain/limit/limiter';
import type { SpeedLimits } from '#domain/limit/limits';
import type { Pace } from './ports.ts';

interface PacingClock {
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const goldenRatio = 0.618;

/**
 * Holds connections to the speed limits: each tells what it has read, and reads on when that has passed. While it waits
 * nothing reads its answer; and no request asks for more than a little ahead, so the server sends no more than that.
 */
export class Pacing {
  readonly #clock: PacingClock;
  readonly #limiter = new Limiter();
  readonly #pass = new Map<Payment, () => void>();
  #running = false;
  #joined = 0;
  #wake = Promise.withResolvers<void>();

  constructor(clock: PacingClock) {
    this.#clock = clock;
  }

  /** Changes the limits, at once. */
  set(limits: SpeedLimits): void {
    this.#limiter.set(limits, this.#clock.now());
    this.#wake.resolve();
  }

  /** A connection of a task begins to ask this address; it ends with the signal or with `leave`. */
  join(task: string, url: string, signal: AbortSignal): Pace {
    const limiter = this.#limiter;
    // Requests of different sizes: connections that begin together do not ask together for ever.
    const variety = 0.75 + ((this.#joined++ * goldenRatio) % 1) / 2;
    let payer: Payer = { task, host: new URL(url).hostname };
    limiter.join(payer);
    return {
      get most() {
        return limiter.most(payer);
      },
      get reach() {
        return Math.round(limiter.reach(payer) * variety);
      },
      from(answering) {
        const host = new URL(answering).hostname;
        if (host === payer.host) return;
        const before = payer;
        payer = { task, host };
        limiter.join(payer);
        limiter.leave(before);
      },
      paid: (bytes) => this.#paid(limiter.pay(payer, bytes), signal),
      leave: () => limiter.leave(payer),
    };
  }

  /** Resolves when it has passed; rejects with the signal's reason. What was read counts in any case. */
  async #paid(payment: Payment | null, signal: AbortSignal): Promise<void> {
    if (payment === null) return;
    const passed = Promise.withResolvers<void>();
    const abort = (): void => passed.reject(signal.reason);
    this.#pass.set(payment, passed.resolve);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    this.#wake.resolve();
    if (!this.#running) void this.#run();
    await passed.promise.finally(() => signal.removeEventListener('abort', abort));
  }

  /** Runs while something waits. */
  async #run(): Promise<void> {
    this.#running = true;
    for (;;) {
      this.#wake = Promise.withResolvers();
      const { passed, next } = this.#limiter.settle(this.#clock.now());
      for (const payment of passed) {
        this.#pass.get(payment)?.();
        this.#pass.delete(payment);
      }
      if (next === null) break;
      const timer = new AbortController();
      await Promise.race([this.#wake.promise, this.#clock.wait(next, timer.signal)]);
      timer.abort();
    }
    this.#running = false;
  }
}
