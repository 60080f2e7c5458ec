package ffrtmp.protocol;

/** Marks what may cross the cluster: such a type is written as CBOR by Jackson, never by Java. */
public interface CborSerializable {}
