import { html } from 'hono/html';
import type { Estimate } from '#domain/stats/randomise';
import { leastReports, type Published } from './counts.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A bar of the estimate, and a line as long as two standard errors to each side. */
function bar({ share, error }: Estimate) {
  const at = (value: number): string => (100 * Math.min(1, Math.max(0, value))).toFixed(2);
  const [from, to] = [at(share - 2 * error), at(share + 2 * error)];
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width="100" height="10" fill="#8882" />
    <rect width="${at(share)}" height="10" fill="#36c" />
    <rect x="${from}" y="4" width="${(Number(to) - Number(from)).toFixed(2)}" height="2" fill="#c60" />
  </svg>`;
}

function table({ question, week, reports, estimates }: Published) {
  const rows = estimates.map(
    (one) =>
      html`<tr>
        <th scope="row">${one.answer}</th>
        <td>${percent(one.share)}</td>
        <td>± ${percent(one.error)}</td>
        <td>${bar(one)}</td>
      </tr>`,
  );
  return html`<h2>${question}, week of ${week}</h2>
    <p>${reports} reports</p>
    <table>
      <thead>
        <tr>
          <th scope="col">answer</th>
          <th scope="col">estimate</th>
          <th scope="col">standard error</th>
          <th scope="col"></th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:.1rem .5rem .1rem 0;white-space:nowrap}
td:last-child{width:50%}svg{display:block;width:100%;height:.8rem}`;

/** The page of what is published: no script, nothing loaded. */
export function statisticsPage({ epsilon, weeks }: { epsilon: number; weeks: readonly Published[] }) {
  const words =
    weeks.length === 0
      ? html`<p>Nothing to show: no week that is over has ${leastReports} reports.</p>`
      : weeks.map(table);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Anonymous statistics</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <h1>Anonymous statistics</h1>
        <p>
          Each report was changed at random on its sender’s device (randomised response, ε = ${epsilon}), so no report
          says anything certain. The shares are estimates, and can be below 0 or above 100 %; the thin line is two
          standard errors to each side. Weeks with fewer than ${leastReports} reports are not shown.
        </p>
        ${words}
      </body>
    </html>`;
}
