// What a program in TypeScript does all day, with types that openapi-typescript made: minimal bodies, then every answer is read.
// node journey.js URL EMAIL PASSWORD; prints what it saw as one line of JSON.
import createClient from "openapi-fetch";
import type { components, paths } from "./suivi.js";

declare const process: { argv: string[] };

const [url = "", email = "", password = ""] = process.argv.slice(2);
const suivi = createClient<paths>({ baseUrl: url });

function sure<T>(answer: { data?: T; error?: unknown }): T {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

const login = sure(await suivi.POST("/api/v1/auth/login", { body: { email, password } })).data;
const headers = { Authorization: `Bearer ${login.token}` };
suivi.use({
  onRequest({ request }) {
    request.headers.set("Authorization", headers.Authorization);
    return request;
  },
});

const newPerson: components["schemas"]["PersonBody"] = { firstName: "Awa", lastName: "Kone" };
const person = sure(await suivi.POST("/api/v1/persons", { body: newPerson })).data;
const id = person.id;
const contact: components["schemas"]["FollowUpBody"] = {
  personId: id,
  interactionType: "call",
  interactionDate: person.firstVisitDate,
  notes: "Appelée.",
  outcome: "positive",
};
const recorded = sure(await suivi.POST("/api/v1/follow-ups", { body: contact })).data;
const changed = sure(
  await suivi.PATCH("/api/v1/follow-ups/{id}", {
    params: { path: { id: recorded.id } },
    body: { nextActionNeeded: true, nextActionDate: person.firstVisitDate },
  }),
).data;
const listed = sure(await suivi.GET("/api/v1/follow-ups", { params: { query: { person_id: id, limit: 5 } } })).data;
const upcoming = sure(
  await suivi.GET("/api/v1/follow-ups/upcoming-actions", { params: { query: { mentor_id: login.user.id } } }),
).data;
const figures = sure(
  await suivi.GET("/api/v1/follow-ups/stats", { params: { query: { mentor_id: login.user.id } } }),
).data;
const status = sure(
  await suivi.PUT("/api/v1/persons/{id}/status", { params: { path: { id } }, body: { status: "integrated" } }),
).data.status;

const client_id = person.clientId;
const interaction = sure(
  await suivi.POST("/api/clients/{client_id}/interactions", {
    params: { path: { client_id } },
    body: { title: "SNAP", interactionType: "walk-in", startTime: "2026-11-20T09:00:00Z" },
  }),
);
await suivi.PATCH("/api/clients/{client_id}/interactions/{interaction_id}", {
  params: { path: { client_id, interaction_id: interaction.id } },
  body: { location: null, referenceServices: ["DACA"] },
});
const interactions = sure(
  await suivi.GET("/api/clients/{client_id}/interactions", { params: { path: { client_id } } }),
).interactions;
const logs = sure(await suivi.GET("/api/clients/{client_id}/logs", { params: { path: { client_id } } })).logs;
const events: string[] = logs.map((line) => line.event); // a list that may grow is no closed union
const kinds: string[] = sure(await suivi.GET("/api/v1/notifications")).data.notifications.map((one) => one.type);
const refused = await suivi.POST("/api/v1/follow-ups", { body: { ...contact, notes: "" } });
const wrong: string[] = refused.error?.error.details.map((detail) => detail.field) ?? [];
const ended = sure(await suivi.POST("/api/v1/auth/logout")).success;

console.log(
  JSON.stringify({
    contacts: listed.followUps.length,
    total: listed.pagination.totalItems,
    next: changed.nextActionDate === upcoming.actions[0]?.nextActionDate,
    calls: figures.stats.interactionsByType.call,
    status,
    services: interactions[0]?.referenceServices,
    events,
    kinds: kinds.length,
    wrong,
    ended,
  }),
);
