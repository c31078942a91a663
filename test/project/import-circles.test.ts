import { dirname, posix } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { read, sourceFiles } from './repository.ts'

test('no files of src import each other in a circle, not even their types', () => {
  const graph = new Map(sourceFiles().map((file) => [file, importsOf(file)]))
  const circles = findCircles(graph)
  expect(circles, 'Move what both sides need into a file below them').toEqual([])
})

test('a circle of types is found, and files outside of it are not named', () => {
  const graph = new Map([
    ['a', ['b', 'd']],
    ['b', ['c']],
    ['c', ['a', 'd']],
    ['d', ['e']],
    ['e', []],
    ['f', ['f']],
  ])
  expect(findCircles(graph)).toEqual([['a', 'b', 'c'], ['f']])
})

/** The files that a file imports or exports from, or whose types it names. */
function importsOf(file: string): string[] {
  return ts
    .preProcessFile(read(file))
    .importedFiles.map((each) => each.fileName)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(dirname(file), specifier))
}

/**
 * The groups of files in which each reaches all others: strongly connected components, by Tarjan's
 * algorithm. `low` is the earliest file on the trail that a file reaches; one that reaches none before itself
 * is the first of its group, and the group is what is on the trail from there on.
 */
function findCircles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const trail: string[] = []
  const circles: string[][] = []
  for (const file of graph.keys()) if (!order.has(file)) visit(file)
  return circles.map((circle) => circle.toSorted()).toSorted((left, right) => compare(left[0], right[0]))

  function visit(file: string): void {
    const place = order.size
    order.set(file, place)
    low.set(file, place)
    trail.push(file)
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next)
      if (trail.includes(next)) low.set(file, Math.min(lowOf(file), lowOf(next)))
    }
    if (lowOf(file) !== place) return
    const group = trail.splice(trail.indexOf(file))
    if (group.length > 1 || graph.get(file)?.includes(file)) circles.push(group)
  }

  function lowOf(file: string): number {
    return low.get(file) ?? Infinity
  }
}

function compare(left = '', right = ''): number {
  return left < right ? -1 : 1
}
