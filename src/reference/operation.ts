import type { LimitedRoute } from '../defence/limits.ts'
import type { ProblemCode } from '../problem.ts'
import type { Role } from '../schema.ts'
import type { AnswerName } from './answers.ts'
import type { BodyName, QueryName } from './requests.ts'

/** Who calls: the three parts of the reference. */
export type Group = 'readers' | 'moderators' | 'operations'

/** Nothing, the token made with the comment or share itself, or a moderator of at least this role. */
export type Access = 'none' | 'own-token' | Role

export type ParameterKind = 'uuid' | 'site-key' | 'etag' | 'reader' | 'outbox-id' | 'secret-name'

/** What any call that asks the database can answer. */
export const failures = ['internal', 'unavailable'] as const
/** What any call that takes a body can answer. */
export const badBodies = ['bad-json', 'unsupported-media-type', 'too-large', 'invalid'] as const

/** A path or header parameter; those of the query come from a route's own schema. */
export interface Parameter {
  name: string
  kind: ParameterKind
  isRequired: boolean
  meaning: string
}

/** One successful answer; `body` is null where there is none. */
export interface Answer {
  status: number
  meaning: string
  body: AnswerName | null
  /** Response headers worth knowing, with what they say. */
  headers?: Record<string, string>
}

/** One call of the API: everything that the OpenAPI document and the reference page say about it. */
export interface Operation {
  /** `operationId` and anchor on the page. */
  id: string
  group: Group
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As OpenAPI writes it: `/v1/comments/{id}/replies`. */
  path: string
  summary: string
  description: string
  access: Access
  pathParams?: Parameter[]
  headers?: Parameter[]
  query?: QueryName
  body?: BodyName
  /** Whose counts this call is held against. */
  limit?: LimitedRoute
  answers: [Answer, ...Answer[]]
  problems: ProblemCode[]
  /** Problems that single items may have inside a successful answer. */
  itemProblems?: ProblemCode[]
  example: Example
}

/** A call as it could be made, with the body of its first answer. */
export interface Example {
  path?: Record<string, string>
  query?: Record<string, string | string[]>
  headers?: Record<string, string>
  body?: unknown
  /** Left out where the answer has no body. */
  answer?: unknown
}
