/** A reverse proxy that passes on what the locations of an nginx configuration name, and answers 404 for all else. */
import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export interface PrefixProxy extends AsyncDisposable {
  readonly url: string
}

interface Location {
  readonly exact: boolean
  readonly path: string
  readonly host: string
  readonly port: string
  /** Behind the port: nginx puts it in place of the location's path. */
  readonly replacement: string
  readonly upgrades: boolean
  readonly keepsHost: boolean
}

/** Starts a proxy for `location` blocks that each have one `proxy_pass`. */
export async function startProxy(configuration: string): Promise<PrefixProxy> {
  const locations = locationsOf(configuration)
  const server = createServer((incoming, outgoing) => {
    const target = targetOf(incoming, locations)
    if (target === null) return outgoing.writeHead(404).end()
    const passed = request(target, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  })
  server.on('upgrade', (incoming, socket, head) => {
    const target = targetOf(incoming, locations)
    if (target === null) return socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
    const passed = request(target)
    passed.on('response', ({ statusCode }) => socket.end(`HTTP/1.1 ${statusCode} Refused\r\n\r\n`))
    passed.on('upgrade', ({ rawHeaders }, other) => {
      const lines = rawHeaders.flatMap((name, index) =>
        index % 2 ? [] : [`${name}: ${rawHeaders[index + 1]}`],
      )
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
      other.on('error', () => socket.destroy())
      socket.on('error', () => other.destroy())
      other.pipe(socket).pipe(other)
    })
    passed.on('error', () => socket.destroy())
    passed.end(head)
  })
  server.listen(0)
  await once(server, 'listening')
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function locationsOf(configuration: string): readonly Location[] {
  const blocks = configuration.matchAll(/location (= )?(\S+) \{([^}]*)\}/g)
  return [...blocks].map(([, exact, path = '', body = '']) => {
    const [, host = '', port = '', replacement = ''] =
      /proxy_pass http:\/\/([^:;]+):(\d+)([^;]*);/.exec(body) ?? []
    const upgrades = body.includes('proxy_set_header Upgrade $http_upgrade;')
    const keepsHost = body.includes('proxy_set_header Host $http_host;')
    return { exact: exact !== undefined, path, host, port, replacement, upgrades, keepsHost }
  })
}

/** What to ask instead, as nginx would: the location's headers only, and the path as the location says. */
function targetOf(incoming: IncomingMessage, locations: readonly Location[]): RequestOptions | null {
  const { url = '/', method, headers } = incoming
  const found = locations.find(({ exact, path }) => (exact ? url === path : url.startsWith(path)))
  if (!found) return null
  const { host, port, replacement, path, upgrades, keepsHost } = found
  const { upgrade, connection, ...others } = headers
  return {
    host,
    port,
    method,
    path: replacement === '' ? url : replacement + url.slice(path.length),
    headers: {
      ...others,
      host: keepsHost ? headers.host : `${host}:${port}`,
      ...(upgrades && upgrade ? { upgrade, connection } : {}),
    },
  }
}
