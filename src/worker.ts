import { drizzle } from 'drizzle-orm/libsql/driver-core'
