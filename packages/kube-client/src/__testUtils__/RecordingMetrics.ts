import { Labels, Metrics } from '../metrics/Metrics';

/** Records metrics by `name{label=value,…}`. */
export class RecordingMetrics implements Metrics {
  readonly values = new Map<string, number>();
  readonly observations = new Map<string, number[]>();
  readonly #collectors = new Set<() => void>();

  add(name: string, labels: Labels, by = 1): void {
    const key = series(name, labels);
    this.values.set(key, (this.values.get(key) ?? 0) + by);
  }

  set(name: string, labels: Labels, value: number): void {
    this.values.set(series(name, labels), value);
  }

  observe(name: string, labels: Labels, value: number): void {
    const key = series(name, labels);
    this.observations.set(key, [...(this.observations.get(key) ?? []), value]);
  }

  onCollect(callback: () => void): () => void {
    this.#collectors.add(callback);
    return () => this.#collectors.delete(callback);
  }

  /** Runs the collect callbacks. */
  collect(): void {
    this.#collectors.forEach(each => each());
  }
}

function series(name: string, labels: Labels): string {
  const text = Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
  return `${name}{${text}}`;
}
