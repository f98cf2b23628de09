import type { Context } from './context.ts'
import { call, h } from './dom.ts'
import { collect, complainAll, errorOf, type Fields } from './field.ts'
import type { Answer, CallOptions, Target } from './kit.ts'
import type { Strings } from './strings.ts'

export interface Refused {
  id?: string
  code?: string
  errors?: { pointer: string; detail: string }[]
}

/** An answer, with what to tell the reader where it is a refusal. */
export type Refusal<Receipt> = Answer<Receipt & Refused> & { said?: string }

export interface Sending {
  target: Target
  /** `comments`, `shares` or what lies below them. */
  path: string
  /** Headers and, where it is not POST, the method. */
  options?: CallOptions
  fields: Fields
  /** Members of the request besides what the fields hold, made when it is sent. */
  rest: (filled: Record<string, unknown>) => Record<string, unknown>
  needsProof: boolean
  /** Gives what is sent a new id, once what had arrived under the old one was taken back. */
  renew?: () => void
  s: Strings
  words: Context['words']
  label: string
  /** Where the form says what went wrong; there once it is sent. */
  note?: HTMLElement
  /** Said instead of the usual sentences, by the refusal's code. */
  refusals?: Record<string, string>
}

/** The end of a form: where it says what went wrong, and its send button, which sends once at a time. */
export function createSender<Receipt>(sending: Sending) {
  const { s, fields, label } = sending
  const note = h('p.note', { role: 'alert' })
  const send = h('button.send', null, label)
  let isBusy = false
  return {
    note,
    send,
    /** The answer, once one came for a form without faults. What is wrong has been said by then. */
    deliver: async () => {
      note.textContent = ''
      if (isBusy || complainAll(fields, errorOf)) return
      isBusy = true
      send.textContent = s.sending
      // A chunk or the challenge that does not arrive is like any lost connection; nobody reads that body.
      const answer = await post<Receipt>({ ...sending, note }).catch((): Refusal<Receipt> => ({
        status: 0,
        body: {} as never,
        wait: null,
      }))
      isBusy = false
      send.textContent = label
      // Only receipts have an id; one whose end was lost on the way is asked for again.
      if (!answer.body.id) note.textContent = answer.said ?? s.errNetwork
      return answer
    },
  }
}

/** Sends once, with a proof of work where asked, and again where the refusal can be helped. */
async function post<Receipt>(sending: Sending): Promise<Refusal<Receipt>> {
  const { target, path, options, fields, rest, needsProof } = sending
  const filled = collect(fields)
  const body = { ...filled, ...rest(filled) }
  const send = (more?: object) =>
    call<Receipt & Refused>(target, path, {
      method: 'POST',
      ...options,
      body: { ...body, ...more },
    })
  const attempt = async (withProof: boolean) =>
    withProof ? (await import('./proof.ts')).sendProven(call, sending, send) : send()
  const answer = await attempt(needsProof)
  if (answer.status < 400) return answer
  const { settle } = await import('./refusals.ts')
  return settle<Receipt>({ call, sending, body, answer, attempt, post, complainAll })
}
