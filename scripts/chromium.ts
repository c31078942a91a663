/** The real browser of the tests and the benchmark: where it is, and how it gets there. */
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a Chromium. Installs the package of the system where that is allowed; throws the line to type where not. */
export function provideChromium(): string {
  const found = findChromium()
  if (found !== null) return found
  if (!existsSync('/etc/debian_version')) throw new Error(missing('Install Chromium or Google Chrome'))
  if (process.getuid?.() !== 0)
    throw new Error(missing('sudo apt-get update && sudo apt-get install -y chromium'))
  installOnDebian()
  const installed = findChromium()
  if (installed === null) throw new Error(missing('apt-get update && apt-get install -y chromium'))
  return installed
}

/** `CHROMIUM_PATH`, or the first of the usual names on `PATH`. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const chosen = environment['CHROMIUM_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (isExecutable(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH is ${chosen}, but there is no program that can be run.`)
  }
  const folders = (environment['PATH'] ?? '').split(delimiter)
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isExecutable) ?? null
}

function installOnDebian(): void {
  console.error('No Chromium found: installing the package "chromium" (about 360 MB).')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // A mirror that fails is no reason to stop: the lists may be good enough.
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 2, 2], env: environment })
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 2, 2],
    env: environment,
  })
}

function missing(remedy: string): string {
  return `The tests in a real browser need Chromium, and there is none on PATH. Type this, or set CHROMIUM_PATH:\n\n  ${remedy}\n`
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
