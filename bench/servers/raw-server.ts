/**
 * What everything is compared with: a plain `ws` server that does nothing but answer. Each message gets the very
 * bytes that the counter of Overwire answers with.
 */
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { answerParent } from './questions.ts'

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
let broadcasts = 0

server.on('connection', (socket) => {
  let count = 0
  socket.on('message', () => {
    count++
    socket.send(`[[0,[0,0,${count}]],${count}]`)
  })
})

server.on('listening', () => {
  // It listens on a port, so its address has one.
  answerParent((server.address() as AddressInfo).port, () => {
    const text = `[[0,[0,0,${++broadcasts}]]]`
    for (const socket of server.clients) socket.send(text)
  })
})
