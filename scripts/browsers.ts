/** The real browsers of the tests and the benchmark: where they are, and how they get there. */
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const BROWSERS = ['chromium', 'firefox', 'webkit'] as const
export type BrowserName = (typeof BROWSERS)[number]

/** A browser: the variable that chooses its program, the names of that on `PATH`, and the packages of Debian. */
interface Program {
  readonly variable: string
  /** The first one that is found is taken. */
  readonly names: readonly string[]
  readonly packages: readonly string[]
  /** What it needs besides. */
  readonly needs: readonly string[]
}

const PROGRAMS: Readonly<Record<BrowserName, Program>> = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    // Without a window to draw, the shell opens a page in half the time.
    names: [
      'chromium-headless-shell',
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
    ],
    packages: ['chromium-headless-shell'],
    needs: [],
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    packages: ['firefox-esr'],
    needs: [],
  },
  webkit: {
    variable: 'WEBKIT_DRIVER_PATH',
    names: ['WebKitWebDriver'],
    packages: ['webkit2gtk-driver', 'xvfb'],
    needs: ['Xvfb'],
  },
}

/** The browsers that `BROWSERS` names, as in `BROWSERS=chromium,firefox npm test`. Default: all. */
export function chosenBrowsers(environment: NodeJS.ProcessEnv = process.env): readonly BrowserName[] {
  const chosen = environment['BROWSERS']
  if (chosen === undefined || chosen === '') return BROWSERS
  return chosen.split(',').map((name) => {
    const known = BROWSERS.find((each) => each === name.trim())
    if (known === undefined)
      throw new Error(`BROWSERS is ${chosen}, but the tests know only ${BROWSERS.join(', ')}.`)
    return known
  })
}

/**
 * Makes sure that browsers can be started. Installs their packages where that is allowed, and throws the line to type
 * where it is not.
 */
export function provideBrowsers(names: readonly BrowserName[]): void {
  if (mayInstall()) install(packagesOf(names.filter((name) => findPreferred(name) === null)))
  const missing = names.filter((name) => !isComplete(name))
  if (missing.length > 0) throw new Error(remedyFor(missing))
}

/** The program of a browser: the one that its variable names, or the first of the usual ones on `PATH`. */
export function findBrowser(name: BrowserName, environment: NodeJS.ProcessEnv = process.env): string | null {
  const { variable, names } = PROGRAMS[name]
  const chosen = environment[variable]
  if (chosen === undefined || chosen === '') return findOnPath(names, environment)
  if (isExecutable(chosen)) return chosen
  throw new Error(`${variable} is ${chosen}, but there is no program that can be run.`)
}

/** The program of a browser; throws where there is none. */
export function browserProgram(name: BrowserName): string {
  const found = findBrowser(name)
  if (found === null) throw new Error(remedyFor([name]))
  return found
}

/** What `apt-get` is to install for browsers. */
export function packagesOf(names: readonly BrowserName[]): readonly string[] {
  return names.flatMap((name) => PROGRAMS[name].packages)
}

function isComplete(name: BrowserName): boolean {
  return findBrowser(name) !== null && PROGRAMS[name].needs.every((need) => findOnPath([need]) !== null)
}

/** The program that a package brings, or the one that was chosen. A slower one that is there does as well. */
function findPreferred(name: BrowserName): string | null {
  const { variable, names, needs } = PROGRAMS[name]
  if (needs.some((need) => findOnPath([need]) === null)) return null
  return process.env[variable] ? findBrowser(name) : findOnPath(names.slice(0, 1))
}

function mayInstall(): boolean {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0
}

function install(packages: readonly string[]): void {
  if (packages.length === 0) return
  console.error(`Installing ${packages.join(', ')}: browsers for the tests (several hundred MB).`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // A mirror that fails is no reason to stop: the lists may be good enough.
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 2, 2], env: environment })
  try {
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 2, 2],
      env: environment,
    })
  } catch {
    // What is missing now is told by the caller.
  }
}

function remedyFor(missing: readonly BrowserName[]): string {
  const packages = packagesOf(missing).join(' ')
  const variables = missing.map((name) => PROGRAMS[name].variable).join(', ')
  return `The tests in real browsers need ${missing.join(', ')}. On Debian type this:

  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}

Elsewhere install them and set ${variables}, or choose the browsers that you have: BROWSERS=chromium npm test
`
}

function findOnPath(names: readonly string[], environment: NodeJS.ProcessEnv = process.env): string | null {
  const folders = (environment['PATH'] ?? '').split(delimiter)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
