/**
 * What everything is compared with: a plain `ws` server that does nothing but answer. Each message gets the very
 * bytes that the counter of Overwire answers with. Over HTTP it gives pages: `/` a counter, `/1000` a table of so many rows.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { ISOLATION } from './isolation.ts'
import { answerParent } from './questions.ts'
import { rawPage } from './raw-page.ts'

const server = createServer(({ url = '/' }, response) => {
  const type = { 'content-type': 'text/html; charset=utf-8' }
  response.writeHead(200, { ...ISOLATION, ...type }).end(rawPage(Number(url.slice(1))))
})
const sockets = new WebSocketServer({ server })
let broadcasts = 0

sockets.on('connection', (socket) => {
  let count = 0
  socket.on('message', () => {
    count++
    socket.send(`[[0,[0,0,${count}]],${count}]`)
  })
})

server.listen(0, '127.0.0.1', () => {
  // It listens on a port, so its address has one.
  answerParent((server.address() as AddressInfo).port, () => {
    const text = `[[0,[0,0,${++broadcasts}]]]`
    for (const socket of sockets.clients) socket.send(text)
  })
})
