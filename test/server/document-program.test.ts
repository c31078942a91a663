import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startProgram } from '../browser/document-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'program-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(
  'a program that never answers is ended when nobody waits for it any longer',
  { timeout: 60_000 },
  async () => {
    const note = join(folder, 'running')
    const silent = `
    import { writeFileSync } from 'node:fs'
    writeFileSync(${JSON.stringify(note)}, process.pid + ' ' + process.cwd())
    setInterval(() => {}, 1_000)`
    await expect(
      startProgram({ files: { 'main.ts': silent }, main: 'main.ts', patience: 4_000 }),
    ).rejects.toThrow('main.ts does not answer.')
    const [id = '', place = ''] = readFileSync(note, 'utf8').split(' ')
    expect(() => process.kill(Number(id), 0)).toThrow('ESRCH')
    expect(existsSync(place)).toBe(false)
  },
)
