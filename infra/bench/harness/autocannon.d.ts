/** What autocannon-load.ts uses of it; the package ships no types. */
declare module 'autocannon' {
  interface PlannedRequest {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    timeout: number;
    requests: { setupRequest(request: PlannedRequest): PlannedRequest; onResponse(status: number): void }[];
  }
  interface Result {
    duration: number;
    errors: number;
    timeouts: number;
    requests: { total: number };
    latency: { p50: number; p99: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
