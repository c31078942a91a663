/**
 * Makes the scripts that the server hands to browsers, and writes them as constants into
 * `src/server/client-script.generated.ts`: the server layer has no file system to read them from.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, stop } from 'esbuild'
import { minify } from 'terser'
import { chosenNames } from './chosen-names.ts'
import { keptResult } from './kept-result.ts'
import { naturalMembers } from './natural-members.ts'
import { root } from './root.ts'
import { shortNames } from './short-names.ts'

export interface ClientScripts {
  /** Everything that a page loads at start. */
  readonly client: string
  /** What pages load besides in development. */
  readonly development: string
  /** The module of edits with its warnings: what pages load in its place in development. */
  readonly developmentEdits: string
  /** What servers answer pages that ask for a module of another build. */
  readonly otherBuild: string
  /** What is loaded when it is needed, by name: each a module without imports. */
  readonly modules: Readonly<Record<LazyModule, string>>
}

/** The files of `src/client/modules` that have a `start`. */
export const LAZY_MODULES = [
  'actions',
  'busy',
  'commands',
  'edits',
  'focus',
  'head',
  'history',
  'hooks',
  'kept',
  'local',
  'morph',
  'navigation',
  'observers',
  'options',
  'portals',
  'recovery',
  'rows',
  'session',
  'sortable',
  'transitions',
  'virtual',
] as const

export type LazyModule = (typeof LAZY_MODULES)[number]

const GENERATED = join(root, 'src/server/client-script.generated.ts')

// What every evergreen browser has run since 2022, so nothing is rewritten for older ones.
const TARGET = 'es2022'

// The client imports from no other layers, and versions of tools stand in the lock.
const SOURCES = ['src/client', 'src/protocol', 'src/errors', 'scripts', 'package-lock.json']

/** Bundles all scripts, unless nothing has changed since. */
export function bundleClient(): Promise<ClientScripts> {
  const sources = SOURCES.map((each) => join(root, each))
  return keptResult(join(root, '.cache/client-scripts.json'), sources, bundleAll)
}

async function bundleAll(): Promise<ClientScripts> {
  const names = shortNames()
  const bundles = LAZY_MODULES.map(
    async (name) => [name, await bundle(name, `src/client/modules/${name}.ts`, names)] as const,
  )
  const client = await bundle('client', 'src/client/main.ts', names)
  const development = await bundle('development', 'src/client/development/refusals.ts', names)
  const developmentEdits = await bundle('development-edits', 'src/client/development/edits.ts', names)
  const otherBuild = await bundle('other-build', 'src/client/other-build.ts', names)
  // It has a member for each name.
  const modules = Object.fromEntries(await Promise.all(bundles)) as ClientScripts['modules']
  // The service is a process of its own, which would live as long as this one.
  await stop()
  return { client, development, developmentEdits, otherBuild, modules }
}

/** Bundles all scripts and writes them for the server, unless what is there is the same already. */
export async function writeClientScript(): Promise<ClientScripts> {
  const scripts = await bundleClient()
  const source = generatedSource(scripts)
  const before = existsSync(GENERATED) ? readFileSync(GENERATED, 'utf8') : ''
  if (source !== before) writeFileSync(GENERATED, source)
  return scripts
}

/** What a script weighs on the wire: `8,123 bytes gzip`. */
export function gzipBytes(script: string): number {
  return gzipSync(script, { level: 9 }).length
}

type Name = LazyModule | 'client' | 'development' | 'development-edits' | 'other-build'

async function bundle(name: Name, entry: string, names: Record<string, string>): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    format: name === 'development' ? 'iife' : 'esm',
    absWorkingDir: root,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    // Those of the client are chosen below.
    minifyIdentifiers: name !== 'client',
    target: TARGET,
    platform: 'browser',
    charset: 'utf8',
    legalComments: 'none',
    mangleProps: new RegExp(`^(${Object.keys(names).join('|')})$`),
    mangleCache: names,
    write: false,
    plugins: [naturalMembers],
    logLevel: 'warning',
  })
  const [file] = result.outputFiles
  if (file === undefined) throw new Error('esbuild made no output for the client script.')
  if (name !== 'client') return shorten(file.text, name)
  const script = await shorten(file.text, name, chosenNames(file.text, names))
  // The document has other scripts, which are to see none of its variables.
  return `"use strict";(()=>{${script}})();`
}

/** What terser finds beyond esbuild: about a twentieth of the bytes that are sent. */
async function shorten(
  script: string,
  name: Name,
  variables?: Readonly<Record<string, string>>,
): Promise<string> {
  const chosen = Object.entries(variables ?? {}).map(([variable, short]) => [`$${variable}`, short] as const)
  const { code } = await minify(script, {
    ecma: 2020,
    module: name !== 'development',
    ...(variables && { nameCache: { vars: { props: Object.fromEntries(chosen) } } }),
    // Our own functions are not called with `new` and have no `this`, unless they are classes and methods, and
    // reading a property of ours changes nothing; what is compared is a number. Of idiomorph we do not know. Functions
    // that stand together at the top, and are inlined only where they are one expression, look more alike to gzip.
    compress: name === 'morph' || {
      passes: 3,
      unsafe_arrows: true,
      unsafe_comps: true,
      pure_getters: true,
      unsafe: true,
      hoist_funs: true,
      inline: 1,
    },
    mangle: true,
  })
  if (code === undefined) throw new Error('terser made no output for the client script.')
  return code
}

function generatedSource({
  client,
  development,
  developmentEdits,
  otherBuild,
  modules,
}: ClientScripts): string {
  const scripts = LAZY_MODULES.map((name) => `  ${name}: ${scriptSource(modules[name])},`)
  return `/** Written by scripts/build-client.ts from src/client and idiomorph. Not in Git; never edit it. */
interface Script {
  readonly text: string
  readonly hash: string
}
export const client: Script = ${scriptSource(client)}
export const development: Script = ${scriptSource(development)}
export const developmentEdits: Script = ${scriptSource(developmentEdits)}
export const otherBuild: Script = ${scriptSource(otherBuild)}
export const modules: Readonly<Record<${LAZY_MODULES.map((name) => `'${name}'`).join(' | ')}, Script>> = {
${scripts.join('\n')}
}
`
}

function scriptSource(text: string): string {
  return `{ text: ${JSON.stringify(text)}, hash: '${contentHash(text)}' }`
}

function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
