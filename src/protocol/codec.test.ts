import { describe, expect, it } from 'vitest'
import { decodeDown, decodeUp, encodeDown, encodeUp } from './codec.ts'
import { CLOSE_CODES, FINAL_CLOSE_CODES, type DownMessage, type UpMessage } from './messages.ts'

const up: readonly (readonly [wire: string, message: UpMessage])[] = [
  ['[9,"click",[0,2,500,6]]', event({})],
  ['[9,"click","like"]', event({ target: 'like' })],
  ['[9,"click",[0,2,500,6],{"key":"a"}]', event({ payload: { key: 'a' } })],
  ['[9,"navigate","/a?b"]', event({ type: 'navigate', target: '/a?b' })],
  [
    '[9,"navigate","/a",{"data":{"how":"traverse","shown":"1"}}]',
    event({ type: 'navigate', target: '/a', payload: { data: { how: 'traverse', shown: '1' } } }),
  ],
  ['[9]', event({ type: '', target: '' })],
  [
    '["join",{"version":1,"token":"t","nonce":"n","attempt":1}]',
    { kind: 'join', version: 1, token: 't', nonce: 'n', attempt: 1, hydrate: true, templates: [] },
  ],
  [
    '["join",{"version":1,"token":"t","nonce":"n","attempt":2,"hydrate":false,"templates":["h"]}]',
    { kind: 'join', version: 1, token: 't', nonce: 'n', attempt: 2, hydrate: false, templates: ['h'] },
  ],
  [
    '["join",{"version":1,"token":"t","nonce":"n","attempt":3,"hydrate":false,"templates":[],"location":"/a"}]',
    {
      kind: 'join',
      version: 1,
      token: 't',
      nonce: 'n',
      attempt: 3,
      hydrate: false,
      templates: [],
      location: '/a',
    },
  ],
  [
    '["rejoin",{"version":1,"circuit":"c","secret":"s","received":4,"attempt":3}]',
    { kind: 'rejoin', version: 1, circuit: 'c', secret: 's', received: 4, attempt: 3 },
  ],
  ['["ack",7]', { kind: 'ack', seen: 7 }],
  ['["mismatch",7,"no row 4"]', { kind: 'mismatch', seen: 7, reason: 'no row 4' }],
  ['["prefetch","/a?b"]', { kind: 'prefetch', href: '/a?b' }],
  ['["left",1,2]', { kind: 'left', roots: [1, 2] }],
  ['["problem","missing-target","#a"]', { kind: 'problem', code: 'missing-target', detail: '#a' }],
  ['["beat"]', { kind: 'beat' }],
  ['["here"]', { kind: 'here' }],
  ['["leave"]', { kind: 'leave' }],
]

const down: readonly (readonly [wire: string, message: DownMessage])[] = [
  ['[[0,[0,1,4]],1]', { kind: 'frame', difference: [0, [0, 1, 4]], effects: [1] }],
  ['[0]', { kind: 'frame', difference: 0, effects: [] }],
  [
    '[{"1":["hash","<p></p>",[]]},[0,[1]],["title","A"],["failed",2]]',
    {
      kind: 'frame',
      templates: { 1: ['hash', '<p></p>', []] },
      difference: [0, [1]],
      effects: [
        ['title', 'A'],
        ['failed', 2],
      ],
    },
  ],
  [
    '["joined",{"circuit":"c","secret":"s","limits":[50,100,9,99,999,7],"templates":{},"roots":[[0,"shape",1]]}]',
    {
      kind: 'joined',
      circuit: 'c',
      secret: 's',
      limits: [50, 100, 9, 99, 999, 7],
      templates: {},
      roots: [[0, 'shape', 1]],
    },
  ],
  [
    '[[0,[1]],["page",2,"/a","push",1,"k"],["address","/a?b","replace"],2]',
    {
      kind: 'frame',
      difference: [0, [1]],
      effects: [['page', 2, '/a', 'push', 1, 'k'], ['address', '/a?b', 'replace'], 2],
    },
  ],
  ['["rejoined",{"received":3}]', { kind: 'rejoined', received: 3 }],
  ['["received",3]', { kind: 'received', received: 3 }],
  ['["refused","token-expired"]', { kind: 'refused', code: 'token-expired' }],
  ['["refused","circuit-limit",5]', { kind: 'refused', code: 'circuit-limit', seconds: 5 }],
  ['["beat"]', { kind: 'beat' }],
  ['["here"]', { kind: 'here' }],
]

it('a browser stays away when another socket took its circuit or it ended, and comes back after all else', () => {
  expect(FINAL_CLOSE_CODES).toEqual([CLOSE_CODES.superseded, CLOSE_CODES.ended])
})

describe('messages of the browser', () => {
  it.each(up)('spells %s', (wire, message) => {
    if (message.kind !== 'join' || !message.hydrate) expect(encodeUp(message)).toBe(wire)
    else {
      const { hydrate, templates, ...usual } = message
      expect([encodeUp(usual), hydrate, templates]).toEqual([wire, true, []])
    }
  })

  it.each(up)('reads %s', (wire, message) => {
    expect(decodeUp(wire)).toEqual(message)
  })

  it('reads every field of a payload', () => {
    const payload = {
      value: ['a', 'b'],
      checked: true,
      form: [['user[Email]', 'a@b.c']],
      data: { 'user-id': '2' },
      key: 'Enter',
      code: 'Enter',
      repeat: false,
      modifiers: 'acms',
      button: -1,
      at: [1.5, 2, 3, 4],
      wheel: [0, -100],
      scroll: [0, 20],
      row: 'r7',
      detail: { deep: [1, { more: null }] },
    }
    const message = decodeUp(JSON.stringify([1, 'x', 'action', payload]))
    expect(message).toMatchObject({ payload })
  })

  it('gives objects without a prototype', () => {
    const message = decodeUp('[1,"x","action",{"data":{"a":"b"},"detail":{"c":[{}]}}]')
    if (message.kind !== 'event') throw new Error('not an event')
    const detail = message.payload.detail as { c: object[] }
    for (const object of [message.payload, message.payload.data, detail, detail.c[0]]) {
      expect(Object.getPrototypeOf(object)).toBeNull()
    }
  })

  it('takes names that objects have by nature for what they are', () => {
    const message = decodeUp('[1,"x","action",{"data":{"constructor":"a","toString":"b"}}]')
    expect(message).toMatchObject({ payload: { data: { constructor: 'a', toString: 'b' } } })
  })
})

describe('frames that are refused', () => {
  it.each([
    ['not JSON', 'hello'],
    ['an object', '{}'],
    ['a scalar', '7'],
    ['an empty list', '[]'],
    ['an unknown word', '["eval","x"]'],
    ['a word that objects have by nature', '["constructor"]'],
    ['a word too long', '["beat",1]'],
    ['an event without a target', '[1,"click"]'],
    ['an event with too many members', '[1,"click","a",0,[],1]'],
    ['an event from before the start', '[-1,"click","a"]'],
    ['an event of half a version', '[0.5,"click","a"]'],
    ['an event of a version beyond counting', '[1e300,"click","a"]'],
    ['an event without a type', '[1,"","a"]'],
    ['an event whose type is a number', '[1,2,"a"]'],
    ['a path of one step', '[1,"click",[0]]'],
    ['a path with a negative step', '[1,"click",[0,-1]]'],
    ['a path with an object', '[1,"click",[0,{}]]'],
    ['an unknown field of a payload', '[1,"click","a",{"admin":true}]'],
    ['a payload that is a list', '[1,"click","a",[]]'],
    ['a payload that is null', '[1,"click","a",null]'],
    ['a value that is a number', '[1,"click","a",{"value":1}]'],
    ['a form that is an object', '[1,"click","a",{"form":{}}]'],
    ['a form entry with three members', '[1,"click","a",{"form":[["a","b","c"]]}]'],
    ['data that is nested', '[1,"click","a",{"data":{"a":{}}}]'],
    ['data named __proto__', '[1,"click","a",{"data":{"__proto__":"a"}}]'],
    ['detail named __proto__', '[1,"click","a",{"detail":{"b":{"__proto__":{"admin":1}}}}]'],
    ['a payload named __proto__', '[1,"click","a",{"__proto__":{"key":"a"}}]'],
    ['a position that is half', '[1,"click","a",{"at":[1,2]}]'],
    ['an empty event from before the start', '[-1]'],
    ['a payload that is a number', '[1,"click","a",0]'],
    ['a join without a request', '["join"]'],
    ['a join without a nonce', '["join",{"version":1,"token":"t","attempt":1}]'],
    ['a join without an attempt', '["join",{"version":1,"token":"t","nonce":"n"}]'],
    ['a join of attempt 0', '["join",{"version":1,"token":"t","nonce":"n","attempt":0}]'],
    ['a rejoin of attempt 0', '["rejoin",{"version":1,"circuit":"c","secret":"s","received":1,"attempt":0}]'],
    [
      'a join with a long nonce',
      `["join",{"version":1,"token":"t","nonce":"${'n'.repeat(65)}","attempt":1}]`,
    ],
    [
      'a join whose templates are not texts',
      '["join",{"version":1,"token":"t","nonce":"n","attempt":1,"templates":[1]}]',
    ],
    [
      'a join at an address elsewhere',
      '["join",{"version":1,"token":"t","nonce":"n","attempt":1,"location":"a"}]',
    ],
    ['an address that is clicked on', '[1,"click","/a"]'],
    ['a prefetch of no address', '["prefetch"]'],
    ['a prefetch of an address elsewhere', '["prefetch","https://example.com/"]'],
    ['a prefetch of a very long address', `["prefetch","/${'a'.repeat(16_384)}"]`],
    ['a rejoin without a count', '["rejoin",{"version":1,"circuit":"c","secret":"s","attempt":1}]'],
    ['an acknowledgement of nothing', '["ack"]'],
    ['an acknowledgement below zero', '["ack",-1]'],
    ['roots that are texts', '["left","a"]'],
    ['an unknown problem', '["problem","other","a"]'],
  ])('%s', (_, wire) => {
    expect(() => decodeUp(wire)).toThrow(expect.objectContaining({ code: 'malformed-frame' }))
  })
})

describe('events beyond the bounds have an excess and no payload', () => {
  const path65 = JSON.stringify(Array.from({ length: 65 }, () => 0))
  const deep = '['.repeat(40) + ']'.repeat(40)
  const many = JSON.stringify(Array.from({ length: 1001 }, () => ['a', 'b']))
  const name = 'n'.repeat(257)
  it.each([
    ['a path of 65 steps', `[9,"click",${path65}]`],
    ['a path through a long key', `[9,"click",[0,1,"${name}",1]]`],
    ['the long name of an action', `[9,"click","${name}"]`],
    ['a very long address', `[9,"navigate","/${'a'.repeat(16_384)}"]`],
    ['a long type', `[9,"${name}","a"]`],
    ['detail that is too deep', `[9,"click","a",{"detail":${deep}}]`],
    ['detail with a long name', `[9,"click","a",{"detail":[{"${name}":1}]}]`],
    ['data with a long name', `[9,"click","a",{"data":{"${name}":"1"}}]`],
    ['a form of 1,001 entries', `[9,"click","a",{"form":${many}}]`],
  ])('%s', (_, wire) => {
    expect(decodeUp(wire)).toMatchObject({ kind: 'event', seen: 9, excess: expect.any(String) })
    expect(decodeUp(wire)).toHaveProperty('payload', {})
  })

  it('but not when they are malformed besides', () => {
    expect(() => decodeUp(`[1,"click",${path65},{"admin":1}]`)).toThrow('A frame from a browser was refused')
    expect(() => decodeUp(`[1,"click",${path65},{"data":{"a":1}}]`)).toThrow(
      'A frame from a browser was refused',
    )
  })

  it('but 999 entries of a form are none', () => {
    const most = JSON.stringify(Array.from({ length: 999 }, () => ['a', 'b']))
    expect(decodeUp(`[9,"click","a",{"form":${most}}]`)).not.toHaveProperty('excess')
  })
})

describe('messages of the server', () => {
  it.each(down)('spells %s', (wire, message) => {
    expect(encodeDown(message)).toBe(wire)
  })

  it.each(down)('reads %s', (wire, message) => {
    expect(decodeDown(wire)).toEqual(message)
  })
})

function event(fields: object): UpMessage {
  return { kind: 'event', seen: 9, type: 'click', target: [0, 2, 500, 6], payload: {}, ...fields }
}
