/// What leaves this house about a dossier: for the catalogue, the authorization server and people.
@NullMarked
package org.trousse.referencing.history.publication;

import org.jspecify.annotations.NullMarked;
