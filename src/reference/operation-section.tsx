import { type ProblemCode, problems } from '../problem.ts'
import { curlCommand } from './curl.ts'
import { type FieldRow, fieldRows } from './field-rows.ts'
import { CodeBlock, Prose } from './frame.tsx'
import { type JsonSchema, parameterSchema, querySchema } from './json-schema.ts'
import { limitWords } from './limit-words.ts'
import type { Access, Operation, Parameter } from './operation.ts'

interface FieldsProps {
  title: string
  rows: FieldRow[]
  /** Fields of an answer rather than of a request. */
  isAnswer?: boolean
}

interface OperationProps {
  operation: Operation
  publicUrl: string
  schemas: Record<string, JsonSchema>
}

/** One call: what it does, what it takes, what it answers, and an example of both. */
export function OperationSection({ operation, publicUrl, schemas }: OperationProps) {
  const { id, method, path, summary, description, access, limit, body, example } = operation
  const bodySchema = body === undefined ? undefined : schemas[body]
  return (
    <section class="operation" id={id} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        <a href={`#${id}`}>{summary}</a>
      </h3>
      <p class="address">
        <Address method={method} path={path} />
      </p>
      <p>
        <Prose text={description} />
      </p>
      <p class="soft">
        <Prose text={accessWords(access)} />
        {limit === undefined ? null : ` ${limitWords(limit)}`}
      </p>
      <Fields title="Parameters" rows={parameterRows(operation)} />
      {bodySchema === undefined ? null : <Fields title="Body" rows={fieldRows(bodySchema)} />}
      <h4>Example</h4>
      <CodeBlock label={`Example request: ${summary}`} code={curlCommand(operation, publicUrl)} />
      {example.answer === undefined ? null : <AnswerExample operation={operation} />}
      <h4>Answers</h4>
      <Answers operation={operation} />
    </section>
  )
}

/** Method and path of a call. */
export function Address({ method, path }: { method: string; path: string }) {
  return (
    <code>
      <span class="method">{method.toUpperCase()}</span> {path}
    </code>
  )
}

/** Fields with type, bounds and meaning; nothing when there are none. */
export function Fields({ title, rows, isAnswer = false }: FieldsProps) {
  if (rows.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <dl class="fields">
        {rows.map((row) => (
          <div>
            <dt>
              <code>{breakable(row.name)}</code>
              <Presence isRequired={row.isRequired} isAnswer={isAnswer} />
            </dt>
            <dd class="type">
              <TypeWords type={row.type} />
              {row.bounds.map((bound) => `, ${bound}`).join('')}
            </dd>
            <dd>
              <Prose text={row.meaning} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** Requests tell what must be there, answers what may be missing: each the rarer case. */
function Presence({ isRequired, isAnswer }: { isRequired: boolean; isAnswer: boolean }) {
  if (isRequired === isAnswer) return null
  return <span class="presence"> {isAnswer ? 'not always' : 'required'}</span>
}

/** Long paths may break after a dot instead of widening the page. */
function breakable(name: string) {
  return name.split('.').map((piece, i) =>
    i === 0 ? (
      piece
    ) : (
      <>
        .<wbr />
        {piece}
      </>
    ),
  )
}

function TypeWords({ type }: { type: FieldRow['type'] }) {
  return (
    <>
      {type.map((piece) =>
        'object' in piece ? <a href={`#${piece.object}`}>{piece.object}</a> : piece.text,
      )}
    </>
  )
}

function parameterRows({ pathParams = [], headers = [], query }: Operation): FieldRow[] {
  return [
    ...statedRows(pathParams, 'in the path'),
    ...(query === undefined ? [] : fieldRows(querySchema(query))),
    ...statedRows(headers, 'header'),
  ]
}

function statedRows(parameters: Parameter[], place: string): FieldRow[] {
  const fields = parameters.map(({ name, kind, meaning }) => [
    name,
    { ...parameterSchema(kind), description: meaning },
  ])
  return fieldRows({
    properties: Object.fromEntries(fields) as Record<string, JsonSchema>,
    required: parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name),
  }).map((row) => ({ ...row, bounds: [place, ...row.bounds] }))
}

/** Short examples stand open; long ones are a click away. */
function AnswerExample({ operation: { summary, example } }: Pick<OperationProps, 'operation'>) {
  const code = JSON.stringify(example.answer, null, 2)
  const block = <CodeBlock label={`Example answer: ${summary}`} code={code} />
  if (code.split('\n').length <= 20) return block
  return (
    <details>
      <summary>Show the answer</summary>
      {block}
    </details>
  )
}

function Answers({ operation }: Pick<OperationProps, 'operation'>) {
  return (
    <>
      <ul class="answers">
        {operation.answers.map(({ status, meaning, body }) => (
          <li>
            <span class="status">{status}</span> {meaning}{' '}
            {body === null ? null : <a href={`#${body}`}>{body}</a>}
          </li>
        ))}
      </ul>
      <p class="problems">
        Problems: <ProblemLinks codes={operation.problems} />.
        {operation.itemProblems === undefined ? null : (
          <>
            {' '}
            For single items: <ProblemLinks codes={operation.itemProblems} />.
          </>
        )}
      </p>
    </>
  )
}

function ProblemLinks({ codes }: { codes: readonly ProblemCode[] }) {
  const ordered = [...codes].sort((a, b) => problems[a].status - problems[b].status)
  return (
    <>
      {ordered.map((code, i) => (
        <>
          {i === 0 ? '' : ', '}
          <a href={`/problems/${code}`}>{code}</a>
        </>
      ))}
    </>
  )
}

function accessWords(access: Access): string {
  if (access === 'none') return 'Needs no token.'
  if (access === 'own-token')
    return 'Needs `Authorization: Bearer` with the `token` made with the comment or share.'
  return `Needs the token of a moderator with the role \`${access}\` or a higher one.`
}
