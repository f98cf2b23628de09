import type * as v from 'valibot'
import { AuditExport, AuditParams } from '../audits/schemas.ts'
import { ArticlePatch, PutArticle } from '../articles/admin.ts'
import { ArticleParams } from '../articles/admin-routes.ts'
import { ArticlesParams } from '../articles/routes.ts'
import { CountParams, RepliesParams, ThreadParams } from '../comments/routes.ts'
import { NewPerson, PersonPatch } from '../auth/people.ts'
import { PeopleParams } from '../auth/people-routes.ts'
import { TokensParams } from '../auth/routes.ts'
import { NewToken } from '../auth/tokens.ts'
import { NewReport } from '../comments/report.ts'
import { CommentPatch } from '../comments/revise.ts'
import { NewComment } from '../comments/schemas.ts'
import { AssigneeParams, NewAssignment } from '../moderation/assignment-routes.ts'
import { NewSavedQueue } from '../console/saved-queue-routes.ts'
import { NewTrial } from '../defence/try-routes.ts'
import { NewAnswer, NewForward } from '../moderation/answers.ts'
import { BanParams, NewBan } from '../moderation/bans.ts'
import { ItemPatch } from '../moderation/edit.ts'
import { NewNote } from '../moderation/notes.ts'
import { NewReply } from '../moderation/reply.ts'
import { NewTakedown, TakedownParams, TakedownPatch } from '../moderation/takedowns.ts'
import { ChallengeParams } from '../defence/routes.ts'
import {
  MatchingDecision,
  NewDecision,
  QueueParams,
  ShareQueueParams,
} from '../moderation/schemas.ts'
import { OutboxParams } from '../outbox/admin.ts'
import { NewShare } from '../shares/schemas.ts'
import { StatsParams } from '../stats/read.ts'
import { NewSite, SitePatch } from '../sites/admin.ts'
import { NewSiteSecret } from '../sites/secrets.ts'
import { NewWebhookSecret } from '../webhooks/secrets.ts'
import { SitesParams } from '../sites/routes.ts'

/** The schemas by which the routes parse bodies, by the name they have in the OpenAPI document. */
export const bodies = {
  NewComment,
  CommentPatch,
  NewReport,
  NewShare,
  NewDecision,
  MatchingDecision,
  NewSite,
  SitePatch,
  PutArticle,
  ArticlePatch,
  ItemPatch,
  NewReply,
  NewAnswer,
  NewForward,
  NewNote,
  NewBan,
  NewTakedown,
  TakedownPatch,
  NewToken,
  AuditExport,
  NewPerson,
  PersonPatch,
  NewWebhookSecret,
  NewSiteSecret,
  NewSavedQueue,
  NewAssignment,
  NewTrial,
} satisfies Record<string, v.GenericSchema>

/** The schemas by which the routes parse query parameters. */
export const queries = {
  ChallengeParams,
  ThreadParams,
  RepliesParams,
  CountParams,
  ArticlesParams,
  QueueParams,
  ShareQueueParams,
  SitesParams,
  ArticleParams,
  TokensParams,
  OutboxParams,
  AuditParams,
  StatsParams,
  PeopleParams,
  BanParams,
  TakedownParams,
  AssigneeParams,
} satisfies Record<string, v.GenericSchema>

export type BodyName = keyof typeof bodies
export type QueryName = keyof typeof queries
