import { join } from 'node:path'
import { build, stop } from 'esbuild'
import { root } from '../scripts/root.ts'
import { run } from '../scripts/run.ts'

const FOLDER = '.cache/bench'

/** Programs that the benchmark runs in processes and pages of their own, by name. */
export type Program = 'overwire-server' | 'raw-server' | 'player' | 'click-watch'

/** The path of a program that was built. */
export function programPath(name: Program): string {
  return join(root, FOLDER, `${name}.mjs`)
}

/**
 * Builds what is published, and the programs on top of it. Servers run as users run theirs: compiled, on
 * `dist/`. A loader that compiles in the process would cost CPU and memory of its own.
 */
export async function buildPrograms(): Promise<void> {
  if ((await run('typescript/bin/tsc', ['-b', 'src'])) !== 0) throw new Error('The layers do not compile.')
  await Promise.all([
    build({
      ...OPTIONS,
      entryPoints: ['bench/servers/overwire-server.ts', 'bench/servers/raw-server.ts'],
      packages: 'external',
      platform: 'node',
      format: 'esm',
    }),
    build({
      ...OPTIONS,
      entryPoints: ['bench/page/player.ts', 'bench/page/click-watch.ts'],
      platform: 'browser',
      format: 'iife',
    }),
  ])
  // The service is a process of its own, which would live as long as this one.
  await stop()
}

const OPTIONS = {
  absWorkingDir: root,
  outdir: FOLDER,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  target: 'es2022',
  logLevel: 'warning',
} as const
