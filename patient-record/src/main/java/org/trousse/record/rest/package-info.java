/// FHIR's RESTful API on the record: search, read, create, batch and transaction, and what this
/// server can do. Every way in passes [org.trousse.record.door.ReadingAccess].
@NullMarked
package org.trousse.record.rest;

import org.jspecify.annotations.NullMarked;
