import type { Context } from './context.ts'
import { call, h } from './dom.ts'
import { collect, complainAll, findErrors, type FieldErrors, type Fields } from './field.ts'
import type { Answer, Target } from './kit.ts'
import type { Strings } from './strings.ts'

interface Refused {
  code?: string
  errors?: FieldErrors
}

export interface Sending {
  target: Target
  path: 'comments' | 'shares'
  fields: Fields
  /** Members of the request besides what the fields hold, made when it is sent. */
  rest: (filled: Record<string, unknown>) => Record<string, unknown>
  needsProof: boolean
  s: Strings
  words: Context['words']
  label: string
  /** Said instead of how long to wait when there were too many. */
  limit?: string
}

/** The end of a form: where it says what went wrong, and its send button, which sends once at a time. */
export function createSender<Receipt>(sending: Sending) {
  const { s, fields, label, words, limit } = sending
  const note = h('p.note', { role: 'alert' })
  const send = h('button.send', null, label)
  let isBusy = false
  return {
    note,
    send,
    /** The answer, once one came for a form without faults. What is wrong has been said by then. */
    async submit() {
      note.textContent = ''
      if (isBusy || complainAll(fields, findErrors(fields))) return
      isBusy = true
      send.textContent = s.sending
      const answer = await post<Receipt>(sending)
      isBusy = false
      send.textContent = label
      if (answer.status < 200 || answer.status > 299) {
        note.textContent = s.errNetwork
        if (answer.status)
          await import('./refusals.ts').then(
            (chunk) => (note.textContent = chunk.refusal(answer, words, limit)),
            () => 0,
          )
        complainAll(fields, answer.body.errors ?? [])
      }
      return answer
    },
  }
}

// A chunk or the challenge did not arrive: like any lost connection, and nobody reads this body.
const noAnswer = (): Answer<never> => ({ status: 0, body: {} as never, wait: 0 })

/** Solves a proof of work first where asked, before or after the first try. */
async function post<Receipt>({ target, path, fields, rest, needsProof }: Sending) {
  const filled = collect(fields)
  const body: Record<string, unknown> = { ...filled, ...rest(filled) }
  const attempt = async (withProof: boolean) => {
    if (withProof)
      body['proof'] = await (await import('./proof.ts')).solveProof(call, target, path.slice(0, -1))
    return call<Receipt & Refused>(target, path, { method: 'POST', body })
  }
  const answer = await attempt(needsProof).catch(noAnswer)
  return answer.status === 428 && !needsProof ? attempt(true).catch(noAnswer) : answer
}
