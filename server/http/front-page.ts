import { html } from 'hono/html';
import type { Config } from '../config.ts';

const enough = 'So a link that is shared with a few does not come out.';
const few = 'So few can be one person with a friend: a link that is shared with a few may come out.';

/** What a person who opens the service's address is told: what it is, and whom to write to. No script, nothing loaded. */
export function frontPage(
  { region, contact, votes }: Pick<Config, 'region' | 'contact' | 'votes'>,
  fingerprint: string,
) {
  const whom = contact === null ? 'The operator has named no address.' : `Questions and complaints: ${contact}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>A Perseid service</title>
        <style>
          body {
            font:
              16px/1.5 system-ui,
              sans-serif;
            max-width: 40rem;
            margin: 2rem auto;
            padding: 0 1rem;
            color-scheme: light dark;
          }
        </style>
      </head>
      <body>
        <h1>A Perseid service</h1>
        <p>It keeps addresses of public files that it cannot read, signs notices, and counts anonymous statistics.</p>
        <p>
          An address is handed out once ${votes === 1 ? 'one contribution speaks' : `${votes} contributions speak`} for
          it, from the next week on, and only to who knows the file. ${votes < 3 ? few : enough}
        </p>
        <p>It stands in: ${region}. The fingerprint of its key: <code>${fingerprint}</code></p>
        <p>${whom}</p>
        <p><a href="statistics">Anonymous statistics</a></p>
      </body>
    </html>`;
}
