/** Which keys are a shortcut: what was pressed on real keyboards, as browsers tell it. */
import { describe, expect, test } from 'vitest'
import { isPressed, type KeyPress, type Place } from '../../src/client/options/matches.ts'
import type { BindingOptions } from '../../src/protocol/differences.ts'
import { readShortcut } from '../../src/protocol/shortcuts.ts'

interface Pressed extends Partial<Omit<KeyPress, 'getModifierState'>> {
  /** AltGr is down. */
  readonly altGr?: boolean
}

const PC: Place = { isMac: false, isTyping: false }
const MAC: Place = { isMac: true, isTyping: false }

function press({ altGr = false, ...pressed }: Pressed): KeyPress {
  const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }
  return {
    ...{ key: '', code: '', keyCode: 0, isComposing: false, repeat: false },
    ...none,
    ...pressed,
    getModifierState: (name) => name === 'AltGraph' && altGr,
  }
}

function isShortcut(
  text: string,
  pressed: Pressed,
  place: Place = PC,
  options: BindingOptions = {},
): boolean {
  const shortcut = readShortcut(text)
  if (typeof shortcut === 'string') throw new Error(`${text}: ${shortcut}`)
  return isPressed(press(pressed), { ...options, shortcuts: [shortcut] }, place)
}

describe('a shortcut', () => {
  test.each<[text: string, pressed: Pressed, place?: Place]>([
    ['k', { key: 'k', code: 'KeyK' }],
    ['ctrl+k', { key: 'k', code: 'KeyK', ctrlKey: true }],
    ['Ctrl + K', { key: 'k', code: 'KeyK', ctrlKey: true }],
    ['ctrl+shift+p', { key: 'P', code: 'KeyP', ctrlKey: true, shiftKey: true }],
    ['shift+ctrl+P', { key: 'P', code: 'KeyP', ctrlKey: true, shiftKey: true }],
    ['K', { key: 'K', code: 'KeyK', shiftKey: true }],
    // With Caps Lock.
    ['k', { key: 'K', code: 'KeyK' }],
    ['alt+ArrowUp', { key: 'ArrowUp', code: 'ArrowUp', altKey: true }],
    ['alt+up', { key: 'ArrowUp', code: 'ArrowUp', altKey: true }],
    ['esc', { key: 'Escape', code: 'Escape' }],
    ['page_up', { key: 'PageUp', code: 'PageUp' }],
    ['space', { key: ' ', code: 'Space' }],
    [' ', { key: ' ', code: 'Space' }],
    ['f2', { key: 'F2', code: 'F2' }],
    ['shift+Tab', { key: 'Tab', code: 'Tab', shiftKey: true }],
    ['MediaPlayPause', { key: 'MediaPlayPause', code: 'MediaPlayPause' }],
    // A character, wherever it is on the keyboard and with whatever it needs.
    ['?', { key: '?', code: 'Slash', shiftKey: true }],
    ['?', { key: '?', code: 'Minus', shiftKey: true }],
    ['/', { key: '/', code: 'Digit7', shiftKey: true }],
    ['ctrl+plus', { key: '+', code: 'Equal', ctrlKey: true, shiftKey: true }],
    ['ctrl++', { key: '+', code: 'NumpadAdd', ctrlKey: true }],
    ['1', { key: '1', code: 'Digit1', shiftKey: true }],
    ['shift+1', { key: '!', code: 'Digit1', shiftKey: true }],
    // Where it is Latin the character decides: Dvorak, German.
    ['ctrl+k', { key: 'k', code: 'KeyV', ctrlKey: true }],
    ['ctrl+ö', { key: 'ö', code: 'Semicolon', ctrlKey: true }],
    // Russian, Greek, Arabic.
    ['ctrl+k', { key: 'л', code: 'KeyK', ctrlKey: true }],
    ['ctrl+shift+k', { key: 'Λ', code: 'KeyK', ctrlKey: true, shiftKey: true }],
    ['ctrl+1', { key: '١', code: 'Digit1', ctrlKey: true }],
    ['mod+k', { key: 'k', code: 'KeyK', ctrlKey: true }],
    ['mod+k', { key: 'k', code: 'KeyK', metaKey: true }, MAC],
    // Macs make characters with Alt.
    ['alt+a', { key: 'å', code: 'KeyA', altKey: true }, MAC],
    ['alt+e', { key: 'Dead', code: 'KeyE', altKey: true }, MAC],
    // AltGr makes characters, for which Windows has Ctrl and Alt down.
    ['@', { key: '@', code: 'KeyQ', altGr: true, ctrlKey: true, altKey: true }],
    ['@', { key: '@', code: 'KeyQ', altGr: true }],
  ])('%s is %o', (text, pressed, place) => {
    expect(isShortcut(text, pressed, place)).toBe(true)
  })

  test.each<[text: string, pressed: Pressed, place?: Place]>([
    ['k', { key: 'k', code: 'KeyK', ctrlKey: true }],
    ['k', { key: 'K', code: 'KeyK', shiftKey: true }],
    ['K', { key: 'k', code: 'KeyK' }],
    ['ctrl+k', { key: 'k', code: 'KeyK' }],
    ['ctrl+p', { key: 'P', code: 'KeyP', ctrlKey: true, shiftKey: true }],
    ['ctrl+k', { key: 'k', code: 'KeyK', ctrlKey: true, altKey: true }],
    ['Enter', { key: 'Enter', code: 'Enter', ctrlKey: true }],
    // Where it is Latin the place does not decide.
    ['ctrl+v', { key: 'k', code: 'KeyV', ctrlKey: true }],
    ['ctrl+1', { key: '&', code: 'Digit1', ctrlKey: true }],
    ['mod+k', { key: 'k', code: 'KeyK', metaKey: true }],
    ['mod+k', { key: 'k', code: 'KeyK', ctrlKey: true }, MAC],
    ['ctrl+alt+q', { key: '@', code: 'KeyQ', altGr: true, ctrlKey: true, altKey: true }],
    ['ctrl+alt+l', { key: 'ł', code: 'KeyL', altGr: true, ctrlKey: true, altKey: true }],
  ])('%s is not %o', (text, pressed, place) => {
    expect(isShortcut(text, pressed, place)).toBe(false)
  })

  test('is none that an event without a key tells, as browsers send that fill in a form', () => {
    const event = { altKey: undefined, key: undefined, code: undefined }
    // Such an event is no KeyboardEvent.
    const filledIn = event as unknown as KeyPress
    expect(isPressed(filledIn, { shortcuts: [['', 'k']] }, PC)).toBe(false)
  })

  test('is none while an input method is at work, nor its last key in Safari', () => {
    expect(isShortcut('Enter', { key: 'Enter', code: 'Enter', isComposing: true })).toBe(false)
    expect(isShortcut('Enter', { key: 'Enter', code: 'Enter', keyCode: 229 })).toBe(false)
    expect(isShortcut('Enter', { key: 'Enter', code: 'Enter', keyCode: 13 })).toBe(true)
  })

  test('is pressed once while the keys are held, unless it is to repeat', () => {
    const held = { key: 'j', code: 'KeyJ', repeat: true }
    expect(isShortcut('j', held)).toBe(false)
    expect(isShortcut('j', held, PC, { repeat: 1 })).toBe(true)
  })

  test('without a modifier is text where the user types, unless it is asked for', () => {
    const typing = { ...PC, isTyping: true }
    expect(isShortcut('j', { key: 'j', code: 'KeyJ' }, typing)).toBe(false)
    expect(isShortcut('?', { key: '?', code: 'Slash', shiftKey: true }, typing)).toBe(false)
    expect(isShortcut('Enter', { key: 'Enter', code: 'Enter' }, typing)).toBe(false)
    const withAltGr = { key: '@', code: 'KeyQ', altGr: true, ctrlKey: true, altKey: true }
    expect(isShortcut('@', withAltGr, typing)).toBe(false)
    expect(isShortcut('j', { key: 'j', code: 'KeyJ' }, typing, { typing: 1 })).toBe(true)
    expect(isShortcut('ctrl+j', { key: 'j', code: 'KeyJ', ctrlKey: true }, typing)).toBe(true)
    expect(isShortcut('esc', { key: 'Escape', code: 'Escape' }, typing)).toBe(true)
    expect(isShortcut('F2', { key: 'F2', code: 'F2' }, typing)).toBe(true)
    // What the author keeps out of there.
    expect(isShortcut('ctrl+z', { key: 'z', code: 'KeyZ', ctrlKey: true }, typing, { typing: 0 })).toBe(false)
    expect(isShortcut('esc', { key: 'Escape', code: 'Escape' }, typing, { typing: 0 })).toBe(false)
    expect(isShortcut('ctrl+z', { key: 'z', code: 'KeyZ', ctrlKey: true }, PC, { typing: 0 })).toBe(true)
  })
})

test.each([
  ['', 'no-key'],
  ['ctrl', 'no-key'],
  ['ctrl+', 'unknown-key'],
  ['ctrl+shift', 'no-key'],
  ['ctrl+k+j', 'two-keys'],
  ['g i', 'unknown-key'],
  ['crtl+k', 'unknown-modifier'],
  ['ctrl+enterr', 'unknown-key'],
  ['ctrl+control+k', 'modifier-twice'],
  ['mod+ctrl+k', 'modifier-twice'],
])('%j is no shortcut: %s', (text, fault) => {
  expect(readShortcut(text)).toBe(fault)
})
