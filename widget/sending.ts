import type { Context } from './context.ts'
import { call, h } from './dom.ts'
import { collect, complainAll, errorOf, type Fields } from './field.ts'
import type { Answer, Target } from './kit.ts'
import type { Strings } from './strings.ts'

export interface Refused {
  code?: string
  errors?: { pointer: string; detail: string }[]
}

export interface Sending {
  target: Target
  path: 'comments' | 'shares'
  fields: Fields
  /** Members of the request besides what the fields hold, made when it is sent. */
  rest: (filled: Record<string, unknown>) => Record<string, unknown>
  needsProof: boolean
  /** Gives what is sent a new id, once what had arrived under the old one was taken back. */
  renew?: () => void
  s: Strings
  words: Context['words']
  label: string
  /** Said instead of how long to wait when there were too many. */
  tooMany?: string
}

const lost = { status: 0, body: {} as never, wait: null } satisfies Answer<never>

/** The end of a form: where it says what went wrong, and its send button, which sends once at a time. */
export function createSender<Receipt>(sending: Sending) {
  const { s, fields, label, words, tooMany } = sending
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
      const answer = await post<Receipt>(sending).catch(() => lost)
      isBusy = false
      send.textContent = label
      if (answer.status < 200 || answer.status > 299) {
        note.textContent = s.errNetwork
        if (answer.status)
          await import('./refusals.ts').then(
            (chunk) => (note.textContent = chunk.refusal(answer, words, tooMany)),
            () => 0,
          )
        const { errors = [] } = answer.body
        complainAll(
          fields,
          (_, pointer) => errors.find((error) => error.pointer === pointer)?.detail ?? '',
        )
      }
      return answer
    },
  }
}

/** Sends once, with a proof of work where asked, and again where the refusal can be helped. */
async function post<Receipt>(sending: Sending): Promise<Answer<Receipt & Refused>> {
  const { target, path, fields, rest, needsProof } = sending
  const filled = collect(fields)
  const body = { ...filled, ...rest(filled) }
  const attempt = async (withProof: boolean) => {
    const proof =
      withProof && (await (await import('./proof.ts')).solveProof(call, target, path.slice(0, -1)))
    return call<Receipt & Refused>(target, path, {
      method: 'POST',
      body: proof ? { ...body, proof } : body,
    })
  }
  const answer = await attempt(needsProof)
  if (answer.status < 400) return answer
  return (await import('./refusals.ts')).tryAgain(call, sending, body, answer, attempt, post)
}
