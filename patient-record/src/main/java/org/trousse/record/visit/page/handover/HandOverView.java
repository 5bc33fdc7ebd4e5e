package org.trousse.record.visit.page.handover;

import java.util.List;
import java.util.Optional;
import org.trousse.record.page.Words;
import org.trousse.record.visit.page.TransmissionView;

/// A transmission that is being written, or one that was.
///
/// @param fault why it was not kept; empty: nothing is wrong
/// @param kept what is read; empty: it is being written
/// @param key makes it the same when it is sent twice
public record HandOverView(
    Words words,
    String name,
    List<String> identity,
    String sheet,
    String address,
    String fault,
    String data,
    String action,
    String result,
    Optional<TransmissionView> kept,
    String key,
    String csrf) {}
