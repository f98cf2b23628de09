import type { Service } from './contract/client.ts'
import { describeService } from './contract/black-box.ts'
import { startNode } from './runtime/node.ts'
import { type ReceivedMail, startSmtp } from './runtime/smtp.ts'
import { startSqld } from './runtime/sqld.ts'
import { migrateServer, startWorker } from './runtime/worker.ts'

const SECRET = 'black-box-secret-0123456789-0123456789-0123456789'

describeService('Node with a file', startOnNode, false)
describeService('workerd with a libSQL server', startOnWorkerd, true)

async function startOnNode(settings: Record<string, string>): Promise<Service> {
  const smtp = await startSmtp()
  const mail = { MAIL_URL: smtp.url, MAIL_FROM: 'chia-se@bao.example' }
  const service = await startNode({ ...settings, ...mail, SECRET, DEMO: 'off' })
  return {
    url: service.url,
    log: () => service.stdout() + service.stderr(),
    mail: (predicate) => smtp.next(predicate),
    work: () => Promise.resolve(),
    // Our own proxy writes down whom it heard, after what it was told.
    comingFrom: (address, claimed) => ({
      'X-Forwarded-For': claimed === undefined ? address : `${claimed}, ${address}`,
    }),
    secrets: [SECRET, settings['ADMIN_TOKEN'] ?? SECRET, service.dataDir],
    stop: async () => {
      await service.stop()
      await smtp.stop()
    },
  }
}

async function startOnWorkerd(settings: Record<string, string>): Promise<Service> {
  const [smtp, sqld] = await Promise.all([startSmtp(), startSqld()])
  await migrateServer(sqld.url)
  const worker = await startWorker({
    databaseUrl: sqld.url,
    mailUrl: smtp.url,
    vars: { ...settings, SECRET },
  })
  return {
    url: worker.url,
    log: worker.stdout,
    mail: async (predicate: (mail: ReceivedMail) => boolean) => {
      await worker.runCron()
      return smtp.next(predicate)
    },
    work: worker.runCron,
    // Cloudflare sets it; in development it is taken as it comes.
    comingFrom: (address, claimed) => ({
      'CF-Connecting-IP': address,
      ...(claimed === undefined ? {} : { 'X-Forwarded-For': claimed }),
    }),
    outage: { begin: () => sqld.pause(), end: () => sqld.resume() },
    secrets: [SECRET, settings['ADMIN_TOKEN'] ?? SECRET, sqld.url],
    stop: async () => {
      await worker.stop()
      await Promise.all([sqld.stop(), smtp.stop()])
    },
  }
}
