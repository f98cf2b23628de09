import * as v from 'valibot'
import { siteKey, uuid } from '../fields.ts'
import { roles } from '../schema.ts'

const time = v.pipe(v.string(), v.isoTimestamp())
const flag = v.boolean()

const token = {
  id: uuid,
  name: v.string(),
  role: v.picklist(roles),
  sites: v.nullable(v.array(siteKey)),
  createdAt: time,
  expiresAt: v.nullable(time),
  lastUsedAt: v.nullable(time),
}
const Token = v.strictObject(token)
const TokenList = v.strictObject({ items: v.array(Token), next: v.nullable(uuid) })
const MadeToken = v.strictObject({ ...token, secret: v.string() })

const Person = v.strictObject({
  id: uuid,
  name: v.string(),
  email: v.string(),
  role: v.picklist(roles),
  sites: v.nullable(v.array(siteKey)),
  state: v.picklist(['invited', 'active', 'disabled']),
  hasSecondFactor: flag,
  lastSeenAt: v.nullable(time),
  linkUntil: v.nullable(time),
})
const PersonList = v.strictObject({ items: v.array(Person), next: v.nullable(uuid) })

/** What the calls about people and their tokens answer, strictly. */
export const peopleAnswers = { TokenList, Token, MadeToken, PersonList, Person }
