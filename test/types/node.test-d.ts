import { createServer, type Server } from 'node:http'
import {
  createServer as createPlainHttp2Server,
  createSecureServer,
  type Http2SecureServer,
  type Http2Server,
} from 'node:http2'
import { createServer as createHttpsServer } from 'node:https'
import { createApp } from 'overwire'
import { attach, type Attachment } from 'overwire/node'
import { describe, expectTypeOf, test } from 'vitest'

const app = createApp()

describe('attach', () => {
  test('takes the servers of Node, and what frameworks call one of them', () => {
    // As `serve` of @hono/node-server returns it.
    const attached = (served: Server | Http2Server | Http2SecureServer): readonly Attachment[] => [
      attach(createServer(), app),
      attach(createHttpsServer(), app),
      attach(createSecureServer({ allowHTTP1: true }), app),
      attach(createPlainHttp2Server(), app),
      attach(served, app),
    ]
    expectTypeOf(attached).toBeFunction()
  })

  test('takes nothing that makes no upgrades known', () => {
    const attached = (): void => {
      // @ts-expect-error an application of Express is no server
      attach((_request: unknown, _response: unknown) => {}, app)
      // @ts-expect-error nor is what has listeners of other events
      attach(new AbortController().signal, app)
    }
    expectTypeOf(attached).toBeFunction()
  })
})
