/** Upper ends of the histogram's buckets, ms. */
const buckets = [1, 2, 5, 10, 25, 50, 100, 250, 1000, 5000];

interface Series {
  readonly statuses: Map<string, number>;
  readonly buckets: number[];
  milliseconds: number;
  count: number;
}

/** Counts what was asked and how it was answered, in memory; nothing of a single request is left. */
export class Metrics {
  readonly #calls = new Map<string, Series>();

  add(call: string, status: number, milliseconds: number): void {
    const series = this.#calls.get(call) ?? {
      statuses: new Map<string, number>(),
      buckets: buckets.map(() => 0),
      milliseconds: 0,
      count: 0,
    };
    this.#calls.set(call, series);
    series.statuses.set(`${status}`, (series.statuses.get(`${status}`) ?? 0) + 1);
    series.milliseconds += milliseconds;
    series.count += 1;
    for (const [index, end] of buckets.entries())
      if (milliseconds <= end) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  }

  /** In Prometheus' text format 0.0.4. @param gauges further figures of the whole service, by name */
  text(gauges: Readonly<Record<string, number>>): string {
    const calls = [...this.#calls];
    const requests = calls.flatMap(([call, { statuses }]) =>
      [...statuses].map(([status, count]) => `perseid_requests_total{call="${call}",status="${status}"} ${count}`),
    );
    const seconds = calls.flatMap(([call, series]) => [
      ...buckets.map(
        (end, index) =>
          `perseid_request_seconds_bucket{call="${call}",le="${end / 1000}"} ${series.buckets[index] ?? 0}`,
      ),
      `perseid_request_seconds_bucket{call="${call}",le="+Inf"} ${series.count}`,
      `perseid_request_seconds_sum{call="${call}"} ${series.milliseconds / 1000}`,
      `perseid_request_seconds_count{call="${call}"} ${series.count}`,
    ]);
    const others = Object.entries(gauges).flatMap(([name, value]) => [
      `# TYPE perseid_${name} gauge`,
      `perseid_${name} ${value}`,
    ]);
    return `${[
      '# TYPE perseid_requests_total counter',
      ...requests,
      '# TYPE perseid_request_seconds histogram',
      ...seconds,
      ...others,
    ].join('\n')}\n`;
  }
}
