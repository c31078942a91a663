import { expect, test } from 'vitest'
import { HeldPlatform } from '../../test/circuit/wire-browser.ts'
import { SendGate } from './send-gate.ts'

function fullGate() {
  const time = new HeldPlatform()
  const sent: string[] = []
  const closed: number[] = []
  let looks = 0
  const socket = {
    send: (text: string) => void sent.push(text),
    close: (code: number) => void closed.push(code),
    buffered: 2_000,
    get bufferedAmount() {
      looks++
      return socket.buffered
    },
  }
  const gate = new SendGate(socket, time.clock, { unsentBytes: 1_000 })
  return { time, sent, closed, socket, gate, looks: () => looks }
}

test('who waits is called when what was sent has left', async () => {
  const { time, socket, gate } = fullGate()
  let called = 0
  gate.whenWritable(() => called++)
  await time.pass(1_000)
  expect(called).toBe(0)
  socket.buffered = 0
  await time.pass(1_000)
  expect(called).toBe(1)
})

test('a socket that its peer has closed is looked at no longer, is sent nothing, and keeps nobody waiting', async () => {
  const { time, sent, socket, gate, looks } = fullGate()
  let called = 0
  gate.whenWritable(() => called++)
  gate.closed()
  gate.whenWritable(() => called++)
  await time.pass(1_000)
  const before = looks()
  socket.buffered = 0
  gate.send('late')
  await time.pass(1_000)
  expect([called, sent, looks()]).toEqual([0, [], before])
})
