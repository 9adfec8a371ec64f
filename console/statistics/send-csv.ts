import type { FastifyReply } from 'fastify';

/** Sends a table as a file to be kept. @param name without its ending; of letters, digits and hyphens */
export function sendCsv(reply: FastifyReply, name: string, text: string): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="anju-${name}.csv"`)
    .header('cache-control', 'no-store')
    .type('text/csv; charset=utf-8')
    .send(text);
}
