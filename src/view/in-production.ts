/** Whether this is an application at work: where `NODE_ENV` is `production`. */
export function inProduction(): boolean {
  // `process` exists on Node and on what imitates it; its types do not exist in this layer.
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.['NODE_ENV'] === 'production'
}
