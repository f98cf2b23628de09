import { type ProblemCode, problems, problemBody, Problem } from '../problem.ts'
import { componentSchemas, type JsonSchema, parameterSchema, querySchema } from './json-schema.ts'
import type { Access, Answer, Operation, Parameter } from './operation.ts'
import { groups, operations } from './operations.ts'
import { describeProblem } from './problem-texts.ts'

/** The API described for programs: OpenAPI 3.1, from the schemas by which the routes work. */
export function openApiDocument(publicUrl: string): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Phản hồi',
      summary: 'Comments, letters to the editors and sending articles to friends, for newsrooms.',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    externalDocs: { description: 'The same for people', url: `${publicUrl}/docs` },
    tags: groups.map(({ title, description }) => ({ name: title, description })),
    paths: paths(publicUrl),
    components: {
      schemas: componentSchemas(),
      responses: problemResponses(publicUrl),
      headers: {
        RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
        RequestId: { description: 'Id of this request.', schema: parameterSchema('uuid') },
      },
      securitySchemes: {
        ownToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The `token` that the client made with the comment or share.',
        },
        moderator: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API token. Roles, each including those before: viewer, moderator, editor, admin.',
        },
      },
    },
  }
}

function paths(publicUrl: string) {
  const all: Record<string, Record<string, object>> = {}
  for (const operation of operations)
    (all[operation.path] ??= {})[operation.method] = describe(operation, publicUrl)
  return all
}

function describe(operation: Operation, publicUrl: string) {
  const { id, summary, description, group, access, body, example } = operation
  const parameters = describeParameters(operation)
  return {
    operationId: id,
    tags: [groups.find((one) => one.id === group)?.title],
    summary,
    description,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: componentRef(body), example: example.body } },
          },
        }),
    responses: describeAnswers(operation, publicUrl),
    security: describeAccess(access),
  }
}

function describeAccess(access: Access) {
  if (access === 'none') return []
  return access === 'own-token' ? [{ ownToken: [] }] : [{ moderator: [access] }]
}

function describeParameters({ pathParams = [], headers = [], query, example }: Operation) {
  const plain =
    (place: string, examples: Record<string, string> = {}) =>
    (one: Parameter) => ({
      name: one.name,
      in: place,
      required: one.isRequired,
      description: one.meaning,
      schema: parameterSchema(one.kind),
      ...(examples[one.name] === undefined ? {} : { example: examples[one.name] }),
    })
  const { properties = {}, required = [] } = query === undefined ? {} : querySchema(query)
  return [
    ...pathParams.map(plain('path', example.path)),
    ...Object.entries(properties).map(([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      description,
      schema,
      ...queryExample(example.query?.[name], schema),
    })),
    ...headers.map(plain('header', example.headers)),
  ]
}

function queryExample(value: string | string[] | undefined, { type }: JsonSchema) {
  if (value === undefined) return {}
  return { example: type === 'integer' ? Number(value) : value }
}

function describeAnswers(operation: Operation, publicUrl: string) {
  const [first] = operation.answers
  const answers = operation.answers.map((answer) => [
    answer.status,
    describeAnswer(answer, answer === first ? operation.example.answer : undefined),
  ])
  const refusals = Array.from(byStatus(operation.problems), ([status, codes]) => [
    status,
    codes.length === 1 && codes[0] !== undefined
      ? { $ref: `#/components/responses/${codes[0]}` }
      : problemResponse(codes, publicUrl),
  ])
  return Object.fromEntries([...answers, ...refusals]) as Record<string, object>
}

function byStatus(codes: ProblemCode[]): Map<number, ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>()
  for (const code of codes) {
    const { status } = problems[code]
    groups.set(status, [...(groups.get(status) ?? []), code])
  }
  return groups
}

function describeAnswer({ meaning, body, headers = {} }: Answer, example: unknown) {
  return {
    description: meaning,
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...Object.fromEntries(
        Object.entries(headers).map(([name, description]) => [
          name,
          { description, schema: { type: 'string' } },
        ]),
      ),
    },
    ...(body === null
      ? {}
      : {
          content: {
            'application/json': {
              schema: componentRef(body),
              ...(example === undefined ? {} : { example }),
            },
          },
        }),
  }
}

function problemResponses(publicUrl: string) {
  // Keys of a constant object; `Object.keys` only forgets which.
  const codes = Object.keys(problems) as ProblemCode[]
  return Object.fromEntries(codes.map((code) => [code, problemResponse([code], publicUrl)]))
}

/** One response for all problems that share a status, each with its example. */
function problemResponse(codes: ProblemCode[], publicUrl: string) {
  const mayWait = codes.some((code) => code === 'rate-limited' || code === 'unavailable')
  return {
    description: codes.map((code) => describeProblem(code, 'en').meaning).join(' Or: '),
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(mayWait ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {}),
    },
    content: {
      'application/problem+json': {
        schema: componentRef('Problem'),
        examples: Object.fromEntries(
          codes.map((code) => [code, { value: problemExample(code, publicUrl) }]),
        ),
      },
    },
  }
}

/** A problem as the service at `publicUrl` answers it. */
export function problemExample(code: ProblemCode, publicUrl: string) {
  const options =
    code === 'invalid'
      ? { errors: [{ pointer: '/author/email', detail: 'Enter a valid e-mail address' }] }
      : {}
  return problemBody(new Problem(code, options), publicUrl, '0197a2c4-6110-7f0e-9a3b-2d4c8e1b7f55')
}

function componentRef(name: string) {
  return { $ref: `#/components/schemas/${name}` }
}
