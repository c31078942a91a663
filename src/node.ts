/**
 * Overwire on Node.
 *
 * ```ts
 * import { createApp } from 'overwire'
 * import { serve } from 'overwire/node'
 *
 * await serve(createApp(), { port: 3000, static: 'public' })
 * ```
 */
export { serve } from './adapters/serve.ts'
export type { Served, ServeOptions } from './adapters/serve.ts'
export { attach, nodeHandler } from './adapters/node.ts'
export type { Attachment, AttachOptions, NodeHandler, NodeHandlerOptions } from './adapters/node.ts'
export type { ProxyOptions } from './adapters/node-request.ts'
