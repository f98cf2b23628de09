import type { Context } from 'hono'
import { parseQuery } from '../http.ts'
import { Problem, type ProblemCode } from '../problem.ts'
import { Hidden } from './fields.tsx'
import type { Form, PlainEnv } from './form.ts'
import { Frame } from './frame.tsx'
import { PlainParams } from './params.ts'
import { showReportForm } from './report-page.tsx'
import { showShareForm } from './share-page.tsx'
import { defaultTexts, fill, type Texts } from './texts.ts'
import { showThread } from './thread-page.tsx'

/** What a page needs to say no: of any app whose variables hold those of these pages. */
type Refusing = Pick<Context<PlainEnv>, 'req' | 'var' | 'html'>

/**
 * A page for every refusal. What was typed is never lost: the form comes back with it, and where nothing needs
 * to be changed, a button that sends it again.
 */
export async function answerRefusal(c: Refusing, error: Error): Promise<Response> {
  const problem = toProblem(error)
  const { form } = c.var
  if (form === null || !isAboutForm(problem)) return answerPlainly(c, problem)
  try {
    const params = parseQuery(c, PlainParams)
    const show = c.req.path.endsWith('/share')
      ? showShareForm
      : c.req.path.endsWith('/report')
        ? showReportForm
        : showThread
    const page = await show(c.var, params, { form, problem })
    return c.html(page, problem.status, waitHeader(problem))
  } catch (again) {
    return answerPlainly(c, toProblem(again))
  }
}

function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('internal', { cause: error })
}

/** Refusals after which the reader can change something and send again, or copy what was typed. */
function isAboutForm({ code }: Problem): boolean {
  return ['invalid', 'duplicate', 'closed', 'idempotency-key-reused'].includes(code)
}

function answerPlainly(c: Refusing, problem: Problem) {
  const { form, language, ports, requestId } = c.var
  const t = defaultTexts[language]
  const [title, text] = wordsOf(t, problem.code) ?? [t.failedTitle, waitSentence(c, problem)]
  if (problem.status >= 500) {
    const { cause } = problem
    const { log } = ports
    // The message of the driver or of our code, neither of which quotes what readers wrote.
    const described = cause instanceof Error ? `${cause.name}: ${cause.message}`.slice(0, 300) : ''
    log.error('problem', { id: requestId, code: problem.code, cause: described })
  }
  return c.html(
    <Frame title={title} language={language} masthead="Phản hồi">
      <h1>{title}</h1>
      <p>{text}</p>
      {form !== null && isWorthRetrying(problem) && <Retry t={t} form={form} />}
    </Frame>,
    problem.status,
    waitHeader(problem),
  )
}

/** Made without the database, which is away or to be spared. */
function Retry({ t, form }: { t: Texts; form: Form }) {
  return (
    <form method="post">
      <p class="kept text" dir="auto">
        {form.get('body') ?? form.get('message') ?? ''}
      </p>
      <Hidden values={Object.fromEntries(form)} />
      <button type="submit">{t.retry}</button>
    </form>
  )
}

function isWorthRetrying({ status, code }: Problem): boolean {
  return status >= 500 || code === 'rate-limited'
}

function waitHeader({ options: { retryAfterSeconds } }: Problem): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
}

/** Title and sentence; null where the sentence tells how long to wait. */
function wordsOf(t: Texts, code: ProblemCode): [title: string, text: string] | null {
  if (code === 'rate-limited') return null
  if (code === 'forbidden' || code === 'unsupported-media-type')
    return [t.refusedTitle, t.fromElsewhere]
  if (code === 'too-large') return [t.refusedTitle, t.tooLarge]
  if (code === 'internal') return [t.failedTitle, t.errServer]
  return code === 'unavailable' ? [t.failedTitle, t.failed] : [t.goneTitle, t.gone]
}

function waitSentence({ req, var: { form, language } }: Refusing, problem: Problem) {
  const t = defaultTexts[language]
  if (form === null) return t.tooMuch
  const n = Math.ceil((problem.options.retryAfterSeconds ?? 60) / 60)
  return req.path.endsWith('/share') ? t.passLimit : fill(t.errWait, { n })
}
