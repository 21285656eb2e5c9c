import type { Tally } from '../tally.ts';
import type { TransferPorts } from './ports.ts';

/** The same surroundings, with everything that goes to sources summed. */
export function tallied(ports: TransferPorts, tally: Tally): TransferPorts {
  return {
    ...ports,
    async open(request, signal) {
      tally.asked(request.url);
      const answer = await ports.open(request, signal);
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
    },
    explain(url, bare) {
      tally.asked(url);
      return ports.explain(url, bare);
    },
  };
}
