/** One documented variable: the README's table is checked against this list. */
export const settings = {
  PORT: 'Node only: port to listen on (8787)',
  HOST: 'Node only: address to listen on (127.0.0.1)',
  PUBLIC_URL: 'origin of this service, used in every link (http://localhost:PORT)',
  DATA_DIR: 'Node: folder of the database, the generated secret and the development mail (./data)',
  DATABASE_URL: '`file:`, `libsql://`, `https://` or `http://` (a file in DATA_DIR)',
  DATABASE_AUTH_TOKEN: 'token of a remote database',
  DATABASE_SYNC_URL:
    'Node: remote database to write to; public reads come from a replica in DATA_DIR',
  SECRET: 'at least 32 bytes; signs links and keys hashes (generated into DATA_DIR on Node)',
  SECRET_PREVIOUS: 'the former SECRET, accepted while rotating',
  MAIL_URL: '`smtp://`, `smtps://`, or a `file:` folder that collects .eml files (DATA_DIR/mail)',
  MAIL_FROM: 'sender address of every mail; required with SMTP',
  ADMIN_TOKEN: 'at least 32 characters; bearer token with the admin role',
  METRICS_TOKEN: 'at least 32 characters; bearer token that opens /metrics',
  INTAKE_SECRET: 'key (`whsec_…`) that signs bounces sent to /v1/intake/generic',
  INTAKE_RESEND_SECRET: 'the same for Resend’s webhook to /v1/intake/resend',
  INTAKE_POSTMARK_LOGIN:
    '`user:password` in the address of Postmark’s webhook to /v1/intake/postmark',
  INTAKE_SES_TOPIC: 'ARN of the SNS topic by which SES writes to /v1/intake/ses',
  WEBHOOK_HOSTS:
    'hosts that webhooks may go to, separated by commas (none); a loopback name:port only in development',
  TRUST_PROXY_HOPS: 'how many reverse proxies in front are ours (0)',
  LIMIT_FACTOR: 'multiplies the limits on requests and senders (1); what one friend may get stays',
  SECOND_FACTOR:
    'lowest role that needs a second factor to work: `viewer`, `moderator`, `editor`, `admin`, or `off` (off)',
  ACCESS_ISSUER: 'sign-in proxy, such as `https://team.cloudflareaccess.com`; with ACCESS_AUDIENCE',
  ACCESS_AUDIENCE: 'audience (`aud`) of this service at the sign-in proxy',
  DEMO: 'seeds the site `demo` and serves its newspaper (on while HOST is loopback and the database local)',
  DEMO_PORT: 'port of the demo newspaper (PORT + 1)',
} as const
