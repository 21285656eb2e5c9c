import { Tally } from '../tally.ts';
import type { TransferPorts } from './ports.ts';

/** The same door, with what goes through it summed. */
export function talliedOpen(open: TransferPorts['open'], tally: Tally): TransferPorts['open'] {
  return async (request, signal) => {
    tally.asked(request.url);
    const answer = await open(request, signal);
    const got = tally.answered(request.url, answer.url);
    return {
      status: answer.status,
      url: answer.url,
      header: (name) => answer.header(name),
      async read(most) {
        const bytes = await answer.read(most);
        if (bytes !== null) got(bytes.byteLength);
        return bytes;
      },
      cancel: () => answer.cancel(),
    };
  };
}

/** @param asked told of each host, before it is asked */
export function tallyOf(ports: Pick<TransferPorts, 'date'>, asked: (host: string) => void): Tally {
  return new Tally(() => ports.date(), asked);
}

/** The same surroundings, with everything that goes to sources summed. */
export function tallied(ports: TransferPorts, tally: Tally): TransferPorts {
  return {
    ...ports,
    open: talliedOpen((request, signal) => ports.open(request, signal), tally),
    explain(url, bare) {
      tally.asked(url);
      return ports.explain(url, bare);
    },
  };
}
