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
export { serve } from './adapters/node-server/serve.ts'
export type { Served, ServeOptions } from './adapters/node-server/serve.ts'
export { attach } from './adapters/node/attach.ts'
export type { Attachment, AttachOptions, UpgradableServer } from './adapters/node/attach.ts'
export { nodeHandler } from './adapters/node/handler.ts'
export type { NodeHandler, NodeHandlerOptions } from './adapters/node/handler.ts'
export type { ProxyOptions } from './adapters/node/request.ts'
