import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry as Register } from 'prom-client';
import type { Registry } from '../registry.ts';
import type { FairUse } from './fair-use.ts';
import type { Growth } from './growth.ts';

/** What an operator watches, in Prometheus' format. Nothing in it is about a person: no address, no hash, no key. */
export class Metrics {
  readonly register = new Register();
  readonly #seconds: Histogram;
  readonly #refusals: Counter;

  constructor({ registry, fairUse, growth }: { registry: Registry; fairUse: FairUse; growth: Growth }) {
    const registers = [this.register];
    collectDefaultMetrics({ register: this.register });
    this.#seconds = new Histogram({
      name: 'assent_request_seconds',
      help: 'Requests by route, method and status; seconds until the answer began.',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.002, 0.01, 0.05, 0.2, 1, 5, 30],
      registers,
    });
    this.#refusals = new Counter({
      name: 'assent_refusals_total',
      help: 'Refusals by code.',
      labelNames: ['code'],
      registers,
    });
    const gauge = (name: string, help: string, read: () => number): Gauge =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    gauge('assent_log_size', 'Entries that the newest signed checkpoint covers.', () => registry.checkpoints.last.size);
    gauge('assent_listeners', 'Open event streams.', () => growth.listeners);
    gauge('assent_streams', 'Open event streams and downloads.', () => fairUse.streaming);
    gauge('assent_askers', 'Addresses that are kept in mind.', () => fairUse.addresses.size);
  }

  request(route: string, method: string, status: number, seconds: number): void {
    this.#seconds.observe({ route, method, status: String(status) }, seconds);
  }

  refusal(code: string): void {
    this.#refusals.inc({ code });
  }
}
