declare module 'virtual:operations' {
  /** operationId → method, path below /api/v1 with {parameters}, and whether the body is a multipart form. */
  const operations: Readonly<Record<string, readonly [method: string, path: string, multipart?: true]>>;
  export default operations;
}
