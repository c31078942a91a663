import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findChromium } from '../../scripts/chromium.ts'

describe('the search for Chromium', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'overwire-chromium-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('takes the path that was chosen', () => {
    const chosen = program('my-browser')
    program('chromium')
    expect(findChromium({ CHROMIUM_PATH: chosen, PATH: folder })).toBe(chosen)
  })

  test('complains about a chosen path where nothing can be run', () => {
    expect(() => findChromium({ CHROMIUM_PATH: join(folder, 'absent'), PATH: folder })).toThrow('absent')
  })

  test('finds the usual names on PATH, Chromium first', () => {
    const chrome = program('google-chrome-stable')
    expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(chrome)
    const chromium = program('chromium')
    expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(chromium)
  })

  test('finds nothing where there is nothing', () => {
    expect(findChromium({ PATH: folder })).toBeNull()
  })

  function program(name: string): string {
    const path = join(folder, name)
    writeFileSync(path, '#!/bin/sh\n', { mode: 0o755 })
    return path
  }
})
