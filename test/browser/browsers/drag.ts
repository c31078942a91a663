import type { Point } from './browser-page.ts'

/** What the drivers of Chromium and Firefox have in common. */
interface Mouse {
  move(x: number, y: number): Promise<void>
  down(): Promise<void>
  up(): Promise<void>
}

/** Presses the button at the first point and lets it go at the last one. */
export async function drag(mouse: Mouse, [first, ...others]: readonly Point[]): Promise<void> {
  if (!first) return
  await mouse.move(first.x, first.y)
  await mouse.down()
  for (const { x, y } of others) await mouse.move(x, y)
  await mouse.up()
}
