/**
 * What everything is compared with: a plain `ws` server that does nothing but answer. Each message gets the very
 * bytes that the counter of Overwire answers with. Over HTTP it gives the page of a counter.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { ISOLATION } from './isolation.ts'
import { answerParent } from './questions.ts'
import { RAW_PAGE } from './raw-page.ts'

const server = createServer((_, response) => {
  response.writeHead(200, { ...ISOLATION, 'content-type': 'text/html; charset=utf-8' }).end(RAW_PAGE)
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
