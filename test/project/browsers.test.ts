import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BROWSERS, chosenBrowsers, findBrowser, packagesOf } from '../../scripts/browsers.ts'

describe('the search for a browser', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'overwire-browsers-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('takes the path that was chosen', () => {
    const chosen = program('my-browser')
    program('chromium')
    program('firefox-esr')
    expect(findBrowser('chromium', { CHROMIUM_PATH: chosen, PATH: folder })).toBe(chosen)
    expect(findBrowser('firefox', { FIREFOX_PATH: chosen, PATH: folder })).toBe(chosen)
  })

  test('complains about a chosen path where nothing can be run', () => {
    const absent = join(folder, 'absent')
    expect(() => findBrowser('chromium', { CHROMIUM_PATH: absent, PATH: folder })).toThrow('absent')
  })

  test('finds the usual names on PATH, the quickest first', () => {
    const found = (): string | null => findBrowser('chromium', { PATH: `/nowhere:${folder}` })
    const chrome = program('google-chrome-stable')
    expect(found()).toBe(chrome)
    const chromium = program('chromium')
    expect(found()).toBe(chromium)
    const shell = program('chromium-headless-shell')
    expect(found()).toBe(shell)
  })

  test('finds nothing where there is nothing', () => {
    expect(BROWSERS.map((name) => findBrowser(name, { PATH: folder }))).toEqual([null, null, null])
  })

  function program(name: string): string {
    const path = join(folder, name)
    writeFileSync(path, '#!/bin/sh\n', { mode: 0o755 })
    return path
  }
})

describe('the browsers of a run', () => {
  test('are all of them, or those that BROWSERS names', () => {
    expect(chosenBrowsers({})).toEqual(['chromium', 'firefox', 'webkit'])
    expect(chosenBrowsers({ BROWSERS: 'webkit, chromium' })).toEqual(['webkit', 'chromium'])
    expect(() => chosenBrowsers({ BROWSERS: 'opera' })).toThrow('opera')
  })

  test('come from packages that one line installs', () => {
    expect(packagesOf(BROWSERS)).toEqual([
      'chromium-headless-shell',
      'firefox-esr',
      'webkit2gtk-driver',
      'xvfb',
    ])
  })
})
