/** The modifier keys that were down: `a` alt, `c` ctrl, `m` meta, `s` shift, in this order. */
export function modifiersOf(event: Event): string {
  // Events of keys and pointers have them.
  const pressed = event as unknown as { readonly [name: string]: unknown }
  return ['alt', 'ctrl', 'meta', 'shift'].map((key) => (pressed[`${key}Key`] ? key[0] : '')).join('')
}
