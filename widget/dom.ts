import type { Attributes, Kit } from './kit.ts'

/** The loader's helpers, for the modules of the thread's chunk. Set once, before anything is shown. */
export let h: Kit['h']
export let call: Kit['call']
export let threadPath: Kit['threadPath']

export function useKit(kit: Kit) {
  ;({ h, call, threadPath } = kit)
}

/** A plain button; `onclick` may be asynchronous, it must not reject. */
export const button = (
  label: string,
  onclick: () => unknown,
  name: 'button' | `button.${string}` = 'button',
  attributes?: Attributes,
) => h(name, { type: 'button', onclick, ...attributes }, label)

/** A quiet line of text. */
export const quiet = (text: string, role?: string) => h('p.quiet', { role }, text)
